import type { Ref } from 'vue';
import type { SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import { remembered } from '../../ui/remembered.ts';

/** The playground's controls. Numbers are null while what was typed is no valid number. */
export interface SamplingControls {
  temperature: number;
  topK: number | null;
  topP: number;
  length: number | null;
  seed: number | null;
  /** false: every generation draws a new seed and shows it. */
  keepSeed: boolean;
}

const initial: SamplingControls = { temperature: 0.8, topK: 0, topP: 1, length: 400, seed: 1, keepSeed: false };

const isControls = (value: unknown): value is SamplingControls =>
  typeof value === 'object' && value !== null && Object.keys(initial).every((key) => key in value);

export const rememberedControls = (): Ref<SamplingControls> => remembered('playground.sampling', initial, isControls);

/** null while a control is not valid. */
export function samplingOf(controls: SamplingControls): SamplingSpec | null {
  const { temperature, topK, topP, seed } = controls;
  if (topK === null || seed === null) return null;
  return {
    temperature,
    topK,
    topP,
    minP: 0,
    repetitionPenalty: 1,
    repetitionWindow: 0,
    stopStrings: [],
    seed,
  };
}
