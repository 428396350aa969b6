import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/**
 * Gradients over fewer steps than the first number teach a memory nothing, and over as many as the second they teach it
 * any dependency; in between, the data's own dependency decides.
 */
const fewSteps = 5;
const enoughSteps = 16;
/**
 * The share of the dependency that is long enough for the error, since the state goes on from one piece to the next.
 */
const sharedDependency = 0.5;
/** Tokens that depend on no token farther back than the previous one can be learnt one at a time. */
const noDependency = 1;
const usualSteps = 32;

/**
 * Finds a running text that is read in pieces which are shorter than the text’s own dependencies, as measured by mutual
 * information by lag, so that no error can be sent far enough back (Williams & Peng 1990).
 */
export function bpttTooShort({ model, train, steps, data }: RunFacts): Finding | null {
  if (taskFacts[model.task].reads !== 'chunks') return null;
  const dependency = data.measured?.dependency?.length ?? null;
  if (dependency !== null && dependency <= noDependency) return null;
  const wanted = dependency === null ? fewSteps : sharedDependency * dependency;
  const limit = Math.min(enoughSteps, Math.max(fewSteps, Math.ceil(wanted)));
  const length = train.sequenceLength;
  if (length >= limit) return null;
  const evidence: Evidence[] = [{ measure: 'sequence-length', value: length, limit, unit: 'tokens' }];
  if (dependency !== null)
    evidence.unshift({ measure: 'dependency-length', value: dependency, limit: length, unit: 'tokens' });
  const sequenceLength = Math.max(usualSteps, Math.min(4 * usualSteps, dependency ?? 0));
  return {
    rule: 'bptt-too-short',
    severity: length < fewSteps ? 'fault' : 'warning',
    confidence: length < fewSteps ? 0.9 : 0.65,
    evidence,
    region:
      steps.length === 0 ? null : { chart: 'loss', fromStep: steps[0].step, toStep: steps[steps.length - 1].step },
    doubt: 'no-better-possible',
    idea: 'vanishingGradient',
    expectedGain: length < fewSteps ? 0.5 : 0.15,
    fix: newRun({ sequenceLength, batchSize: Math.max(4, Math.round((train.batchSize * length) / sequenceLength)) }),
  };
}
