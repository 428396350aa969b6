import type { SeriesForecast } from './forecast-lines.ts';

/** How far a forecast was off, over the steps whose values came. */
export interface OriginErrors {
  steps: number;
  mae: number;
  rmse: number;
  /** The values within the band; null where there is none. */
  within: number | null;
}

/** Compares a forecast with the values that came; null where none did. */
export function originErrors({ points, actual }: Pick<SeriesForecast, 'points' | 'actual'>): OriginErrors | null {
  const steps = Math.min(points.length, actual.length);
  if (steps === 0) return null;
  const compared = points.slice(0, steps).map((point, step) => ({ ...point, actual: actual[step] }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / steps;
  const hasBand = compared.every(({ low, high }) => low !== null && high !== null);
  const isWithin = ({ low, high, actual: came }: (typeof compared)[number]) =>
    low !== null && high !== null && came >= low && came <= high;
  return {
    steps,
    mae: mean(compared.map(({ value, actual: came }) => Math.abs(value - came))),
    rmse: Math.sqrt(mean(compared.map(({ value, actual: came }) => (value - came) ** 2))),
    within: hasBand ? compared.filter(isWithin).length : null,
  };
}
