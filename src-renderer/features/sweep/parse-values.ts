import { cells } from '../../../src-engine/cells/index.ts';
import { optimizerTypes } from '../../../src-main/contract/sweeps/swept-settings.ts';
import type { SweptName, SweptValue } from '../../../src-engine/sweeps/swept-values.ts';

type NumericName = Exclude<SweptName, 'cell' | 'optimizer'>;

const limits: Record<NumericName, { min: number; max: number; integer: boolean }> = {
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
  const values = parts.map((part) => valueOf(name, part));
  const valid = values.filter((value) => value !== null);
  return valid.length === values.length ? [...new Set(valid)] : null;
}

function valueOf(name: SweptName, text: string): SweptValue | null {
  if (name === 'cell') return cellOf(text);
  if (name === 'optimizer') return optimizerTypes.find((type) => type === text.toLowerCase()) ?? null;
  return numberOf(name, text);
}

/** A cell by any of its names. */
function cellOf(text: string): SweptValue | null {
  const wanted = text.toLowerCase();
  const found = cells.find(({ type, className, displayName, shortName }) =>
    [type, className, displayName, shortName].some((known) => known.toLowerCase() === wanted),
  );
  return found?.type ?? null;
}

function numberOf(name: NumericName, text: string): number | null {
  const value = Number(text);
  const { min, max, integer } = limits[name];
  return value >= min && value <= max && (!integer || Number.isInteger(value)) ? value : null;
}
