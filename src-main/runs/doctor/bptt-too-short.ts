import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/** Gradients over so few steps teach a memory nothing in any text. */
const shortest = 6;
const usual = 32;

/** Finds a running text that is read in pieces over which no error can be sent far enough back (Williams & Peng 1990). */
export function bpttTooShort({ model, train, steps }: RunFacts): Finding | null {
  if (taskFacts[model.task].reads !== 'chunks' || train.sequenceLength >= shortest) return null;
  const tokens = train.batchSize * train.sequenceLength;
  return {
    rule: 'bptt-too-short',
    severity: 'fault',
    confidence: 0.85,
    evidence: [{ measure: 'sequence-length', value: train.sequenceLength, limit: shortest, unit: 'tokens' }],
    region: steps.length === 0 ? null : { chart: 'loss', fromStep: steps[0].step, toStep: steps.at(-1)?.step ?? 1 },
    doubt: 'no-better-possible',
    idea: 'vanishingGradient',
    expectedGain: 0.4,
    fix: newRun({ sequenceLength: usual, batchSize: Math.max(4, Math.round(tokens / usual)) }),
  };
}
