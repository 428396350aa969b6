import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/**
 * Fewer texts choose no epoch: of 15, of which nine in ten are told right, the share is known to 8 points of a hundred
 * (√(p(1 − p)/n)), which is more than epochs differ by.
 */
const fewestToChoose = 15;
/** So few say nothing whatever the data, and a share so small leaves items that could be held back as well. */
const fewestAtAll = 8;
const smallShare = 0.05;
/** Enough to tell epochs apart, which a new run should hold back. */
const enoughItems = 100;
const largestFraction = 0.3;
/** Nothing can be said of data that has no more items than these to hold back from. */
const fewestItems = 2 * fewestToChoose;

/** Finds a validation on so few items that its loss is chance, which then chooses the epoch that is kept. */
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
    doubt: 'small-validation',
    idea: 'earlyStopping',
    expectedGain: 0.15,
    fix: canHoldMore
      ? newRun({ validationFraction: Number(fraction.toFixed(2)) })
      : { kind: 'data', change: 'hold-back-more' },
  };
}
