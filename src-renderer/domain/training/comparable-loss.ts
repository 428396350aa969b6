import { lossBits } from '../../../src-engine/losses/perplexity.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';

export type ComparedRun = Pick<RunRecord, 'datasetId' | 'model' | 'tokenizer' | 'unitsPerToken'>;

/**
 * The figure in which runs can be compared, lower being better: their loss, or where they cut the same text into different tokens the bits
 * that each needs for a character. Where there is none, why.
 */
export type Measure = { by: 'loss' | 'bits' } | { by: null; reason: 'datasets' | 'tasks' | 'unknownTokens' };

export function measureOf(runs: readonly ComparedRun[]): Measure {
  const isShared = (value: (run: ComparedRun) => unknown) => new Set(runs.map(value)).size < 2;
  if (!isShared(({ datasetId }) => datasetId)) return { by: null, reason: 'datasets' };
  if (!isShared(({ model }) => model.task)) return { by: null, reason: 'tasks' };
  if (
    (runs[0] !== undefined && taskFacts[runs[0].model.task].outputsAre !== 'tokens') ||
    isShared(({ tokenizer }) => tokenizerKey(tokenizer))
  ) {
    return { by: 'loss' };
  }
  // An unknown token is cheap to predict, but does not tell which characters it stands for.
  const hasUnknownTokens = runs.some(({ tokenizer }) => tokenizer.minimumFrequency > 1);
  return hasUnknownTokens ? { by: null, reason: 'unknownTokens' } : { by: 'bits' };
}

/** A loss of the run, in nats, as the measure has it; null where it is not known, or cannot be compared. */
export function measured(loss: number | null, run: ComparedRun, { by }: Measure): number | null {
  if (by === null || loss === null) return null;
  return by === 'loss' ? loss : bitsPerCharacter(loss, run);
}

/** Bits that a language model with this loss, in nats, needs for a character; null where that is not known. */
export function bitsPerCharacter(loss: number | null, run: ComparedRun): number | null {
  return lossBits(loss, run)?.perCharacter ?? null;
}

function tokenizerKey(tokenizer: ComparedRun['tokenizer']): string {
  return JSON.stringify(Object.entries(tokenizer).sort(([a], [b]) => a.localeCompare(b)));
}
