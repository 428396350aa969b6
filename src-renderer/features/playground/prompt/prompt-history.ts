import type { Ref } from 'vue';
import type { WeightPrecision } from '../../../../src-engine/spec/generation-spec.ts';
import { remembered } from '../../../ui/remembered.ts';
import type { ComparingMode, CountedMode } from '../writing/playground-modes.ts';
import type { SamplingControls } from '../../../domain/sampling/sampling.ts';

/** An earlier request to a run, kept so that it can be made again. */
export interface PastPrompt {
  prompt: string;
  controls: SamplingControls;
  /** The precision of the weights that wrote; float32 when left out. */
  weights?: WeightPrecision;
  /** The texts that were compared; left out when there were none. */
  compared?: ComparingMode;
  /** The number of texts written at once; one when left out. */
  atOnce?: { mode: CountedMode; count: number };
  /** The beginning of the answer. */
  beginning: string;
  at: number;
}

const mostKept = 20;

const isHistory = (value: unknown): value is PastPrompt[] =>
  Array.isArray(value) &&
  value.every((entry) => typeof entry === 'object' && entry !== null && 'prompt' in entry && 'controls' in entry);

export const rememberedHistory = (runId: string): Ref<PastPrompt[]> =>
  remembered<PastPrompt[]>(`playground.history.${runId}`, [], isHistory);

/** Newest first; what was asked in the same way before makes room. */
export function withPrompt(history: readonly PastPrompt[], entry: PastPrompt): PastPrompt[] {
  const asked = ({ prompt, controls, weights = 'float32', atOnce, compared }: PastPrompt) =>
    JSON.stringify([prompt, controls, weights, atOnce, compared]);
  const isSame = (other: PastPrompt) => asked(other) === asked(entry);
  return [entry, ...history.filter((other) => !isSame(other))].slice(0, mostKept);
}
