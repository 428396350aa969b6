import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/** The fewest steps after which a training has moved far from where it began, whatever is in a batch. */
const fewestSteps = 100;
/** The largest number of steps in an epoch that is almost none: such an epoch could have many more. */
const fewestStepsPerEpoch = 4;
/** The number of steps that an epoch should have, and the size of a batch that is small enough for any data. */
const wantedStepsPerEpoch = 32;
const smallestBatch = 4;

/**
 * Finds batches that leave an epoch almost no steps, and the training too few of them: gradients are averaged over much
 * more than they need to be (McCandlish et al. 2018, the critical batch size).
 */
export function batchTooLarge({ train, data, totalSteps, model }: RunFacts): Finding | null {
  const { stepsPerEpoch } = data;
  if (stepsPerEpoch === null || totalSteps === null || model.forecast !== undefined) return null;
  if (stepsPerEpoch > fewestStepsPerEpoch || totalSteps >= fewestSteps || train.batchSize <= smallestBatch) return null;
  const isCutShort = train.maxSteps !== null && train.maxSteps < train.epochs * stepsPerEpoch;
  if (isCutShort && train.maxSteps !== null && train.maxSteps < stepsPerEpoch) return null;
  const batchSize = Math.max(smallestBatch, Math.floor((train.batchSize * stepsPerEpoch) / wantedStepsPerEpoch));
  return {
    rule: 'batch-too-large',
    severity: totalSteps < fewestSteps / 2 ? 'fault' : 'warning',
    confidence: 0.8,
    evidence: [
      { measure: 'steps-per-epoch', value: stepsPerEpoch, limit: fewestStepsPerEpoch, unit: 'steps' },
      { measure: 'batch-size', value: train.batchSize, unit: 'items' },
    ],
    region: null,
    doubt: 'wanted-by-design',
    idea: null,
    expectedGain: 0.5,
    fix: newRun({ batchSize }),
  };
}
