import { can } from '../../../src-engine/tasks/facts.ts';
import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withDropout, withEarlyStopping } from './fixes.ts';
import { isValidated } from './over-fitting.ts';

/**
 * The training loss, and its share of the validation loss, below which a network is taken to recite where nobody has
 * let it write.
 */
const sureLoss = 0.5;
const sureShare = 0.35;
const dropoutRate = 0.4;

/**
 * Finds a language model that recites its training text: the texts that it writes contain long passages of it, far more
 * than the training text has in common with the held-out text (Carlini et al. 2021).
 */
export function memorising(facts: RunFacts): Finding | null {
  const { model, train, epochs, steps } = facts;
  if (!can(model.task, 'generate')) return null;
  const evidence = facts.memorisation === null ? lossEvidence(facts) : copyEvidence(facts.memorisation);
  if (evidence === null) return null;
  const last = epochs.at(-1);
  return {
    rule: 'memorising',
    severity: 'warning',
    confidence: facts.memorisation === null ? 0.7 : 0.9,
    evidence,
    region: { chart: 'loss', fromStep: steps[0]?.step ?? 1, toStep: last?.step ?? 1 },
    doubt: 'repeats-are-natural',
    idea: 'overfitting',
    expectedGain: 0.3,
    fix: newRun(withEarlyStopping(train), withDropout(model, dropoutRate)),
  };
}

function copyEvidence({ recites, written, heldOut }: NonNullable<RunFacts['memorisation']>): Evidence[] | null {
  if (!recites) return null;
  const evidence: Evidence[] = [];
  if (written.share !== null)
    evidence.push({ measure: 'copied-share', value: written.share, limit: heldOut?.share ?? 0, unit: 'share' });
  evidence.push({ measure: 'longest-copy', value: written.longest, limit: heldOut?.longest ?? 0, unit: 'tokens' });
  return evidence;
}

function lossEvidence({ epochs }: RunFacts): Evidence[] | null {
  const last = epochs.filter(isValidated).at(-1);
  if (last === undefined || !(last.trainLoss < sureLoss && last.trainLoss < sureShare * last.validationLoss))
    return null;
  return [
    { measure: 'train-loss', value: last.trainLoss, limit: sureLoss, unit: 'nats' },
    { measure: 'validation-loss', value: last.validationLoss, unit: 'nats' },
  ];
}
