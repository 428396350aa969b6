import { optimizerTypes } from '../../domain/training/usual-optimizer.ts';
import type { SweptName, SweptValue } from './sweep-settings.ts';

const limits: Record<Exclude<SweptName, 'optimizer'>, { min: number; max: number; integer: boolean }> = {
  learningRate: { min: 1e-12, max: 1000, integer: false },
  units: { min: 1, max: 65_536, integer: true },
  layers: { min: 1, max: 20, integer: true },
  dropout: { min: 0, max: 0.99, integer: false },
  batchSize: { min: 1, max: 65_536, integer: true },
  sequenceLength: { min: 1, max: 65_536, integer: true },
  seed: { min: 0, max: 2 ** 32 - 1, integer: true },
};

/** `0.001, 0.003、1e-2` as values of a setting, each once; [] where nothing is typed, null where something is no value of it. */
export function parseValues(name: SweptName, text: string): SweptValue[] | null {
  const parts = text
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter((part) => part !== '');
  const values = parts.map((part) => (name === 'optimizer' ? optimizerOf(part) : numberOf(name, part)));
  const valid = values.filter((value) => value !== null);
  return valid.length === values.length ? [...new Set(valid)] : null;
}

const optimizerOf = (text: string) => optimizerTypes.find((type) => type === text.toLowerCase()) ?? null;

function numberOf(name: Exclude<SweptName, 'optimizer'>, text: string): number | null {
  const value = Number(text);
  const { min, max, integer } = limits[name];
  return value >= min && value <= max && (!integer || Number.isInteger(value)) ? value : null;
}
