import type { Interruptible } from '../spec/interruptible.ts';
import type { RatePick, RatePoint } from '../spec/learning-rate-spec.ts';
import type { OptimizerSpec } from '../spec/train-spec.ts';
import type { Trainer } from '../training/trainer.ts';
import { choosePick, isSearchOver } from './choose-pick.ts';
import { rateRamp, warmUpRate } from './rate-ramp.ts';
import { createLossMean } from './smooth-losses.ts';

/** The number of steps that a search takes, unless the loss is beyond all use before. */
const SEARCH_STEPS = 100;

/**
 * The steps before the search begins. A fresh network first learns how often each answer comes, which it can do at any
 * rate, and which makes the loss fall the most.
 */
const WARM_UP_STEPS = 40;

/**
 * Takes steps of a training at growing rates, from its present place, and restores everything to the bit. Resolves with
 * the pick, which is null where there is none, or with undefined where the search was aborted. Each point is reported
 * as it comes.
 */
export function findLearningRate(
  trainer: Pick<Trainer, 'rehearse'>,
  { optimizer, steps = SEARCH_STEPS }: { optimizer: OptimizerSpec; steps?: number },
  onPoint: (point: RatePoint) => void,
  { signal, yieldToEventLoop }: Interruptible,
): Promise<RatePick | null | undefined> {
  return trainer.rehearse(async (step) => {
    for (let n = 0; n < WARM_UP_STEPS; n++) {
      await yieldToEventLoop();
      if (signal.aborted) return undefined;
      await step({ learningRate: warmUpRate(optimizer), hasParabola: false });
    }
    const mean = createLossMean();
    const points: RatePoint[] = [];
    for (const learningRate of rateRamp(optimizer, steps)) {
      await yieldToEventLoop();
      if (signal.aborted) return undefined;
      const { loss, parabola } = await step({ learningRate, hasParabola: true });
      const losses = { loss: numberOrNull(loss), smoothedLoss: numberOrNull(mean(loss)) };
      const point = { learningRate, ...losses, alpha: parabola?.alpha ?? null };
      points.push(point);
      onPoint(point);
      if (isSearchOver(points)) break;
    }
    return choosePick(points);
  });
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
