import type { EpochMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withDropout, withEarlyStopping } from './fixes.ts';

/** The number of epochs after the best one from which its lead is more than chance. */
const fewestEpochsAfter = 2;
/**
 * The rises at the end, as shares of the best validation loss, from which over-fitting is a warning, and from which it
 * is a fault.
 */
const risenShare = 0.05;
const ruinedShare = 0.15;
const dropoutRate = 0.4;
/**
 * The losses of the same item before and after some epochs differ by about half a nat; a rise of twice that, divided by
 * the root of the number of items, may be chance.
 */
const chanceOfOne = 1;

/**
 * Finds a validation loss that begins to rise while the training loss still falls (④, and Prechelt 1998, “Early
 * stopping: but when?”). A run that restores its best epoch has lost nothing by it.
 */
export function overFitting(facts: RunFacts): Finding | null {
  const { train, epochs, model, steps, data } = facts;
  const judged = epochs.filter(isValidated);
  if (judged.length < 1 + fewestEpochsAfter || train.earlyStopping?.restoreBest === true) return null;
  const best = judged.reduce((lowest, epoch) => (epoch.validationLoss < lowest.validationLoss ? epoch : lowest));
  const after = judged.slice(judged.indexOf(best) + 1);
  const last = judged[judged.length - 1];
  if (after.length < fewestEpochsAfter || !(last.trainLoss < best.trainLoss)) return null;
  const rise = last.validationLoss - best.validationLoss;
  const risen = rise / Math.abs(best.validationLoss);
  const chance = chanceOfOne / Math.sqrt(Math.max(1, data.validationTargets ?? Infinity));
  if (!(risen >= risenShare && rise > chance)) return null;
  return {
    rule: 'over-fitting',
    severity: risen >= ruinedShare ? 'fault' : 'warning',
    confidence: Math.min(0.95, 0.6 + risen),
    evidence: [
      { measure: 'validation-loss', value: last.validationLoss, limit: best.validationLoss, unit: 'nats' },
      { measure: 'train-loss', value: last.trainLoss, unit: 'nats' },
      { measure: 'best-epoch', value: best.epoch, unit: 'epochs' },
      { measure: 'epochs', value: last.epoch, unit: 'epochs' },
    ],
    region: { chart: 'loss', fromStep: best.step, toStep: steps.at(-1)?.step ?? last.step },
    doubt: 'small-validation',
    idea: 'overfitting',
    expectedGain: risen / (1 + risen),
    fix: newRun(withEarlyStopping(train), withDropout(model, dropoutRate)),
  };
}

type ValidatedEpoch = EpochMetrics & { validationLoss: number };

export function isValidated(epoch: EpochMetrics): epoch is ValidatedEpoch {
  return epoch.validationLoss !== null;
}
