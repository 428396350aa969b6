import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/**
 * The fewest texts that can choose an epoch: with 15 texts, nine in ten of which are classified correctly, the share is
 * known to 8 percentage points (√(p(1 − p)/n)), which is more than the difference between epochs.
 */
const fewestToChoose = 15;
/**
 * The number of items below which they tell nothing, whatever the data, and the share of the data below which more
 * items could be held back.
 */
const fewestAtAll = 8;
const smallShare = 0.05;
/** The number of items that a new run should hold back, which is enough to tell epochs apart. */
const enoughItems = 100;
const largestFraction = 0.3;
/** The fewest items of data from which enough can be held back. */
const fewestItems = 2 * fewestToChoose;

/** Finds a validation on so few items that its loss is mere chance, by which the kept epoch is then chosen. */
export function tooFewValidationItems({ model, data, train, stage }: RunFacts): Finding | null {
  const { validationItems, trainingItems } = data;
  const { reads, outputsPer } = taskFacts[model.task];
  if (reads === 'chunks' || outputsPer === 'horizon' || validationItems === null || trainingItems === null) return null;
  if (validationItems === 0 || validationItems >= fewestToChoose) return null;
  const items = validationItems + trainingItems;
  const isGrave = validationItems < fewestAtAll || validationItems < smallShare * items || stage === 'planned';
  const fraction = Math.min(largestFraction, Math.max(enoughItems / items, fewestToChoose / items));
  const canHoldMore = items >= fewestItems && fraction > train.validationFraction;
  return {
    rule: 'too-few-validation-items',
    severity: isGrave ? 'warning' : 'note',
    confidence: stage === 'planned' ? 0.8 : 0.85,
    evidence: [
      { measure: 'validation-items', value: validationItems, limit: fewestToChoose, unit: 'items' },
      { measure: 'loss-error', value: Math.sqrt((0.9 * 0.1) / validationItems), unit: 'share' },
    ],
    region: null,
    doubt: 'nothing-chosen',
    idea: 'earlyStopping',
    expectedGain: 0.15,
    fix: canHoldMore
      ? newRun({ validationFraction: Number(fraction.toFixed(2)) })
      : { kind: 'data', change: 'hold-back-more' },
  };
}
