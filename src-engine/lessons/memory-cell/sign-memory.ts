import { dense, lstm } from '../../models/default-layers.ts';
import type { RandomStream } from '../../random/stream.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import { stepTargets } from '../memory-tasks/step-targets.ts';
import { MEMORY_SYMBOLS, wantedSigns } from '../../spec/memory-cell.ts';
import type { MemorySymbol } from '../../spec/memory-cell.ts';

/** The answers of a step by class: nothing, plus or minus. */
const SIGNS = [0, 1, -1] as const;
/** The steps of the sequences of training. */
export const MEMORY_STEPS = 16;

/** The probabilities of the symbols. Most signs pass, so that the others must be kept for a while. */
const ODDS: Readonly<Record<MemorySymbol, number>> = {
  'keep+': 0.1,
  'keep-': 0.1,
  'pass+': 0.22,
  'pass-': 0.22,
  recall: 0.26,
  delete: 0.1,
};

/** A network that remembers a sign in the single cell of an LSTM. */
export function signMemoryModel(): ModelSpec {
  return {
    task: 'tagging',
    input: { kind: 'tokens', vocabularySize: MEMORY_SYMBOLS.length },
    layers: [{ type: 'one_hot' }, lstm(1), dense(SIGNS.length)],
  };
}

/** The parts of the task, which are learnt one after the other: to keep, to delete as well, and to be silent meanwhile. */
export type SignMemoryPart = 'keep' | 'delete' | 'be-silent';

/**
 * Draws a number of sequences, with the class of the answer that is wanted at each step. Answers other than those to a
 * recall count only where the cell is to be silent.
 */
export function drawSignMemory(count: number, part: SignMemoryPart, random: RandomStream): SequenceSamples {
  return stepTargets(
    Array.from({ length: count }, () => {
      const symbols = drawSymbols(MEMORY_STEPS, part, random);
      const classes = classesOf(wantedSigns(symbols));
      const isAsked = (step: number): boolean => part === 'be-silent' || symbols[step] === 'recall';
      return { ids: idsOf(symbols), targets: classes.map((each, step) => (isAsked(step) ? each : -1)) };
    }),
  );
}

/** Draws a sequence. Nothing is deleted where a cell is only to keep. */
export function drawSymbols(length: number, part: SignMemoryPart, random: RandomStream): MemorySymbol[] {
  return Array.from({ length }, () => {
    let left = random.uniform();
    const symbol = MEMORY_SYMBOLS.find((each) => (left -= ODDS[each]) < 0) ?? 'recall';
    return part === 'keep' && symbol === 'delete' ? 'recall' : symbol;
  });
}

/** Returns the token of each symbol. */
export function idsOf(symbols: readonly MemorySymbol[]): Int32Array {
  return Int32Array.from(symbols, (symbol) => MEMORY_SYMBOLS.indexOf(symbol));
}

function classesOf(signs: readonly number[]): Int32Array {
  return Int32Array.from(signs, (sign) => SIGNS.findIndex((each) => each === sign));
}

/** Returns the sign that each row of scores (N, 3) stands for: the probability of plus less that of minus. */
export function expectedSigns(scores: ArrayLike<number>): number[] {
  return Array.from({ length: scores.length / SIGNS.length }, (_, row) => {
    const own = SIGNS.map((_, k) => Math.exp(scores[row * SIGNS.length + k]));
    const sum = own.reduce((total, each) => total + each, 0);
    return own.reduce((mean, each, k) => mean + (SIGNS[k] * each) / sum, 0);
  });
}
