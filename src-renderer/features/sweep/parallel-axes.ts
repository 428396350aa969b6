import type { RankedRun } from './ranking.ts';
import type { SweptName, SweptValue } from '../../../src-engine/sweeps/swept-values.ts';

export interface ParallelAxis {
  name: SweptName | 'loss';
  /** Values that are marked, and where: 0 below, 1 above. */
  marks: { value: number | string; at: number }[];
  /** The place at which each run crosses the axis, or null when it does not. */
  crossings: (number | null)[];
  /** The value at a place; between the values of a setting that is no number, it is the nearest one. */
  valueAt(at: number): number | string;
}

/** The settings in which doubling is the same step everywhere. */
const logarithmic: ReadonlySet<SweptName> = new Set(['learningRate', 'units', 'batchSize', 'sequenceLength']);
/** The settings whose numbers are names, or whose differences mean nothing. */
const categorical: ReadonlySet<SweptName> = new Set(['cell', 'optimizer', 'seed']);
/** The least distance at which marks can be read. */
const leastBetween = 0.07;

/**
 * Returns an axis for each setting, logarithmic where the setting is, and evenly spaced where it is no number, and one
 * axis for the figure.
 */
export function parallelAxes(ranked: readonly RankedRun[], names: readonly SweptName[]): ParallelAxis[] {
  const settings = names.map((name): ParallelAxis => {
    const values = ranked.map((run) => run.values[name]);
    const numbers = values.filter((value) => typeof value === 'number');
    const isNumeric = numbers.length === values.length && !categorical.has(name);
    const scale = isNumeric
      ? numericScale(numbers, logarithmic.has(name) && numbers.every((value) => value > 0))
      : categoryScale(values);
    return { name, ...scale, crossings: values.map((value) => scale.place(value)) };
  });
  const figures = ranked.map(({ figure }) => figure);
  const measured = figures.filter((figure) => figure !== null);
  const scale = numericScale(measured, false);
  const ends = measured.length === 0 ? [] : [...new Set([Math.min(...measured), Math.max(...measured)])];
  return [
    ...settings,
    {
      name: 'loss',
      marks: ends.map((value) => ({ value, at: scale.place(value) })),
      crossings: figures.map((figure) => (figure === null ? null : scale.place(figure))),
      valueAt: scale.valueAt,
    },
  ];
}

function numericScale(values: readonly number[], isLogarithmic: boolean) {
  const [to, from] = isLogarithmic ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  const low = to(Math.min(...values));
  const high = to(Math.max(...values));
  const place = (value: SweptValue) => (high > low ? (to(Number(value)) - low) / (high - low) : 0.5);
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const marks = distinct.map((value) => ({ value, at: place(value) }));
  return { place, marks: readable(marks), valueAt: (at: number) => from(low + at * (high - low)) };
}

function categoryScale(values: readonly SweptValue[]) {
  const distinct = [...new Set(values)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)),
  );
  const last = distinct.length - 1;
  const place = (value: SweptValue) => (last < 1 ? 0.5 : distinct.indexOf(value) / last);
  const marks = distinct.map((value) => ({ value, at: place(value) }));
  return { place, marks: readable(marks), valueAt: (at: number) => distinct[Math.round(at * last)] ?? '' };
}

/** The first and the last mark, and those between them that have room. */
function readable<Mark extends { at: number }>(marks: readonly Mark[]): Mark[] {
  const last = marks.at(-1);
  return marks.reduce<Mark[]>((kept, mark) => {
    const previous = kept.at(-1);
    const isFree = previous === undefined || mark.at - previous.at >= leastBetween;
    const leavesRoom = last === undefined || mark === last || last.at - mark.at >= leastBetween;
    if (mark === last && !isFree && kept.length > 1) return [...kept.slice(0, -1), mark];
    return isFree && leavesRoom ? [...kept, mark] : kept;
  }, []);
}
