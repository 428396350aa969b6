import { layerShapes } from '../models/layer-shapes.ts';
import { perplexity } from '../losses/perplexity.ts';
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

/**
 * The error of a training whose losses are too high. `since`: the first step in the unbroken series of them, the network before which
 * was the last good one.
 */
export function divergedError(what: string, { step, since }: { step: number; since: number }): EngineError {
  return new EngineError(
    'diverged',
    `Training diverged: at step ${step} ${what}. Branch from a checkpoint before it with a lower learning rate, or with gradients ` +
      'clipped by norm to a smaller maximum.',
    { reason: 'training', step: since },
  );
}
