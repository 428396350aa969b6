import { layerShapes } from '../models/layer-shapes.ts';
import { perplexity } from '../losses/perplexity.ts';
import type { DivergenceCause } from '../spec/divergence-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';

/** Steps in a row with a loss beyond the limit after which a training has diverged. */
export const DIVERGENCE_PATIENCE = 20;

/** The facts that a loss is judged by. */
export interface DivergenceRule {
  /** Mean loss of a step that a healthy training does not exceed for long: nats, or a mean squared error. */
  limit: number;
  /** True when e^loss is a figure that a person sees. */
  hasPerplexity: boolean;
}

/**
 * Ten times the loss of a network that knows nothing, and 10 more, for V classes or tokens: 10 ln V + 10. For numbers a hundred times
 * the loss of a network that always answers 0, `zeroLoss`, which is 1 where they are standardised.
 */
export function divergenceRule(model: ModelSpec, zeroLoss: number): DivergenceRule {
  if (taskFacts[model.task].loss === 'squared-error') return { limit: 100 * (zeroLoss || 1), hasPerplexity: false };
  const classes = layerShapes(model).outputs.at(-1)?.size ?? 1;
  return { limit: 10 * Math.log(classes) + 10, hasPerplexity: true };
}

/** A loss that ends a training at once: it is not finite, or its perplexity is not. */
export function isBeyondNumbers(loss: number, { hasPerplexity }: DivergenceRule): boolean {
  return !Number.isFinite(hasPerplexity ? perplexity(loss) : loss);
}

/** The facts about a divergence, which its error carries as details. */
interface Divergence {
  cause: DivergenceCause;
  /** The step at which the training ended. */
  step: number;
  /** The first step in the unbroken series of high losses; the network before it was the last good one. */
  since: number;
  /** The loss that was too high, where it is the cause; it may be infinite or NaN. */
  loss?: number | undefined;
  /** The loss that may be reached. */
  limit: number;
}

/** Returns the error of a training that diverged. A loss that is no finite number is left out of its details. */
export function divergedError({ cause, step, since, loss, limit }: Divergence): EngineError {
  const isFinite = loss !== undefined && Number.isFinite(loss);
  const details = { reason: 'training' as const, step: since, at: step, cause, limit, ...(isFinite && { loss }) };
  return new EngineError(
    'diverged',
    `Training diverged: at step ${step} ${describeCause({ cause, loss, limit })}. Branch from a checkpoint before it with a lower ` +
      'learning rate, or with gradients clipped by norm to a smaller maximum.',
    details,
  );
}

/** Says what happened, as the rest of a sentence: `the loss is 34.5, far above the 26.1 that it may reach`. */
function describeCause({ cause, loss, limit }: Pick<Divergence, 'cause' | 'loss' | 'limit'>): string {
  const tooHigh = (what: string) =>
    loss === undefined || !Number.isFinite(loss)
      ? `the ${what} is no longer a finite number`
      : `the ${what} is ${loss.toPrecision(3)}, far above the ${limit.toPrecision(3)} that it may reach`;
  switch (cause) {
    case 'loss':
      return tooHigh('loss');
    case 'validation-loss':
      return tooHigh('validation loss');
    case 'gradient':
      return 'the gradient is no longer a finite number';
    case 'parameters':
      return 'the parameters are no longer finite';
    case 'end':
      return `it ended with losses above the ${limit.toPrecision(3)} that they may reach`;
  }
}
