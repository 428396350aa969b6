import { layerShapes } from '../../../../../src-engine/models/layer-shapes.ts';
import { taskFacts } from '../../../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../../../src-main/contract/runs/run-records.ts';

/**
 * Returns the validation loss of the network that a run ended with; null means that it diverged, or that nothing was
 * held back.
 */
export function lossOf({ outcome, train, validationLoss, bestValidationLoss }: RunRecord): number | null {
  if (outcome === null || outcome.kind === 'diverged' || outcome.kind === 'failed') return null;
  return train.earlyStopping?.restoreBest === true ? bestValidationLoss : validationLoss;
}

/** Returns ln V for V classes or tokens; null means that numbers are predicted. */
export function chanceLossOf({ model }: RunRecord): number | null {
  if (taskFacts[model.task].loss === 'squared-error') return null;
  const classes = layerShapes(model).outputs.at(-1)?.size;
  return classes === undefined || model.task === 'regression' ? null : Math.log(classes);
}
