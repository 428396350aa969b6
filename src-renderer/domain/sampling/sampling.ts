import type { Ref } from 'vue';
import type { SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import { remembered } from '../../ui/remembered.ts';

/** The playground's controls. Numbers are null while what was typed is no valid number. */
export interface SamplingControls {
  temperature: number;
  topK: number | null;
  topP: number;
  minP: number;
  repetitionPenalty: number;
  repetitionWindow: number | null;
  /** The typed stop strings: separated by commas, `\n` for a line break. */
  stopTexts: string;
  length: number | null;
  seed: number | null;
  /** When false, every generation draws a new seed and shows it. */
  keepSeed: boolean;
}

const initial: SamplingControls = {
  temperature: 0.8,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 64,
  stopTexts: '',
  length: 400,
  seed: 1,
  keepSeed: false,
};

const isControls = (value: unknown): value is SamplingControls =>
  typeof value === 'object' && value !== null && Object.keys(initial).every((key) => key in value);

export const rememberedControls = (): Ref<SamplingControls> => remembered('playground.sampling', initial, isControls);

/** null while a control is not valid. */
export function samplingOf(controls: SamplingControls): SamplingSpec | null {
  const { temperature, topK, topP, minP, repetitionPenalty, repetitionWindow, stopTexts, seed } = controls;
  const stopStrings = parseStopTexts(stopTexts);
  if (topK === null || seed === null || repetitionWindow === null || stopStrings === null) return null;
  return { temperature, topK, topP, minP, repetitionPenalty, repetitionWindow, stopStrings, seed };
}

/**
 * Tells which settings have a part in what is written. `temperatures`: those that texts are written at, where it is not the controls' own. At
 * temperature 0, and among the one likeliest token, nothing is left to chance.
 */
export function activeSettings(
  { temperature, topK, repetitionPenalty }: SamplingControls,
  temperatures: readonly number[] | null = null,
): Record<'temperature' | 'topK' | 'chance' | 'repetitionWindow', boolean> {
  const isCold = (temperatures ?? [temperature]).every((each) => each === 0);
  return {
    temperature: temperatures === null && (topK !== 1 || isCold),
    topK: !isCold,
    chance: !isCold && topK !== 1,
    repetitionWindow: repetitionPenalty !== 1,
  };
}

const mostStopTexts = 16;
const escapes: Record<string, string> = { '\\n': '\n', '\\t': '\t', '\\,': ',', '\\\\': '\\' };

/** null where there are too many. */
export function parseStopTexts(typed: string): string[] | null {
  const texts = (typed.match(/(?:\\.|[^,\\]|\\$)+/gs) ?? [])
    .map((text) => text.replaceAll(/\\./gs, (escape) => escapes[escape] ?? escape))
    .filter((text) => text !== '');
  return texts.length > mostStopTexts ? null : texts;
}

export const presetNames = ['balanced', 'careful', 'bold', 'argmax', 'fresh'] as const;
export type SamplingPreset = (typeof presetNames)[number];

type PresetFields = Pick<SamplingControls, 'temperature' | 'topK' | 'topP' | 'minP' | 'repetitionPenalty'>;

const off = { topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };
export const samplingPresets: Record<SamplingPreset, PresetFields> = {
  balanced: { ...off, temperature: 0.8 },
  careful: { ...off, temperature: 0.5, topP: 0.9 },
  bold: { ...off, temperature: 1.2, minP: 0.05 },
  argmax: { ...off, temperature: 0 },
  fresh: { ...off, temperature: 0.8, repetitionPenalty: 1.2 },
};

/** The preset that the controls are set to; null where they were set by hand. */
export function presetOf(controls: SamplingControls): SamplingPreset | null {
  const isSame = (name: SamplingPreset) => {
    const preset = samplingPresets[name];
    return (Object.keys(preset) as (keyof PresetFields)[]).every((field) => preset[field] === controls[field]);
  };
  return presetNames.find(isSame) ?? null;
}
