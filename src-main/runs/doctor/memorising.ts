import type { Finding } from '../../contract/doctor-records.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withDropout, withEarlyStopping } from './fixes.ts';
import { isValidated } from './over-fitting.ts';

/** A network that is this sure of its training text, and of others so much less, recites it. */
const sureLoss = 0.5;
const sureShare = 0.35;
const dropoutRate = 0.4;

/** Finds a language model that knows its training text by heart. */
export function memorising({ model, train, epochs, steps }: RunFacts): Finding | null {
  const last = epochs.filter(isValidated).at(-1);
  if (!can(model.task, 'generate') || last === undefined) return null;
  if (!(last.trainLoss < sureLoss && last.trainLoss < sureShare * last.validationLoss)) return null;
  return {
    rule: 'memorising',
    severity: 'warning',
    confidence: 0.85,
    evidence: [
      { measure: 'train-loss', value: last.trainLoss, limit: sureLoss, unit: 'nats' },
      { measure: 'validation-loss', value: last.validationLoss, unit: 'nats' },
      { measure: 'loss-gap', value: last.validationLoss - last.trainLoss, unit: 'nats' },
    ],
    region: { chart: 'loss', fromStep: steps[0]?.step ?? 1, toStep: last.step },
    doubt: 'repeats-are-natural',
    idea: 'overfitting',
    expectedGain: 0.3,
    fix: newRun(withEarlyStopping(train), withDropout(model, dropoutRate)),
  };
}
