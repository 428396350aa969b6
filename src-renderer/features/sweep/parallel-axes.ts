import type { RankedRun } from './ranking.ts';
import type { SweptName } from './sweep-settings.ts';

export interface ParallelAxis {
  name: SweptName | 'loss';
  /** Values that are marked, and where: 0 below, 1 above. */
  marks: { value: number | string; at: number }[];
  /** The place at which each run crosses the axis, or null when it does not. */
  crossings: (number | null)[];
}

/** An axis for each setting, evenly spaced by its values, and one for the loss, by its size. */
export function parallelAxes(ranked: readonly RankedRun[], names: readonly SweptName[]): ParallelAxis[] {
  const settings = names.map((name): ParallelAxis => {
    const values = [...new Set(ranked.map((run) => run.values[name]))].sort((a, b) =>
      typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)),
    );
    const place = (value: number | string) =>
      values.length < 2 ? 0.5 : values.findIndex((v) => v === value) / (values.length - 1);
    return {
      name,
      marks: values.map((value) => ({ value, at: place(value) })),
      crossings: ranked.map((run) => place(run.values[name])),
    };
  });
  const figures = ranked.map(({ figure }) => figure).filter((figure) => figure !== null);
  const min = Math.min(...figures);
  const max = Math.max(...figures);
  const place = (figure: number) => (max > min ? (figure - min) / (max - min) : 0.5);
  const ends = figures.length === 0 ? [] : max > min ? [min, max] : [min];
  return [
    ...settings,
    {
      name: 'loss',
      marks: ends.map((value) => ({ value, at: place(value) })),
      crossings: ranked.map(({ figure }) => (figure === null ? null : place(figure))),
    },
  ];
}
