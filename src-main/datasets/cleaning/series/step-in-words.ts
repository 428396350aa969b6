import type { TimeStep } from '../../../../src-engine/spec/series-layout.ts';

/** Writes a step: `a month`, `15 minutes`, `1/12`. */
export function stepInWords({ unit, count }: TimeStep): string {
  const parts = Math.round(1 / count);
  if (unit === 'number' && parts > 10 && Math.abs(parts * count - 1) < 1e-9) return `1/${parts}`;
  if (unit === 'number') return String(Number(count.toPrecision(6)));
  if (unit === 'day' && count === 7) return 'a week';
  if (unit === 'month' && count === 3) return 'a quarter';
  return count === 1 ? `a ${unit}`.replace('a hour', 'an hour') : `${count} ${unit}s`;
}
