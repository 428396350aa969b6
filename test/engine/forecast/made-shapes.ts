import { createStream, type RandomStream } from '../../../src-engine/random/stream.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';

export type LabelledSeries = Extract<DatasetContent, { kind: 'labelled-series' }>;

/** A shape of so many rows, before there is noise on it. */
type Shape = (rows: number, random: RandomStream) => number[];

const fill = (rows: number, value: (row: number) => number) => Array.from({ length: rows }, (_, row) => value(row));

/** A cycle of 8 to 30 rows; `wave` takes the place in it, from 0 to 1. */
const cycle =
  (wave: (turn: number) => number): Shape =>
  (rows, random) => {
    const [period, phase] = [8 + 22 * random.uniform(), random.uniform()];
    return fill(rows, (row) => wave((row / period + phase) % 1));
  };

const shapes: Readonly<Record<'drift' | 'noise' | 'saws' | 'sines' | 'steps', Shape>> = {
  drift(rows, random) {
    const slope = (random.uniform() < 0.5 ? -1 : 1) * (1 + 2 * random.uniform());
    return fill(rows, (row) => slope * (row / rows - 0.5));
  },
  noise: (rows, random) => fill(rows, () => random.normal()),
  saws: cycle((turn) => 2 * turn - 1),
  sines: cycle((turn) => Math.sin(2 * Math.PI * turn)),
  steps(rows, random) {
    let [level, left] = [0, 0];
    return fill(rows, () => {
      if (left-- <= 0) [level, left] = [3 * random.uniform() - 1.5, Math.floor(rows * (1 / 6 + random.uniform() / 4))];
      return level;
    });
  },
};

interface MadeShapes {
  count: number;
  names?: (keyof typeof shapes)[];
  /** Columns, each of which has the shape on its own. */
  features?: number;
  noise?: number;
  /** The fewest and the most rows of a sequence. */
  lengths?: [number, number];
  seed: number;
}

/** Sequences of all shapes in turn, with noise on them. */
export function shapesContent({
  count,
  features = 1,
  noise = 0.3,
  lengths: [fewest, most] = [40, 120],
  seed,
  ...made
}: MadeShapes): LabelledSeries {
  const random = createStream(seed, 'shapes', 0);
  const classes = made.names ?? (Object.keys(shapes) as (keyof typeof shapes)[]);
  const columns = Array.from({ length: features }, (_, n) => ({ name: `x${n}`, categories: null }));
  const lines: string[] = [];
  const pieces = Array.from({ length: count }, (_, n) => {
    const label = n % classes.length;
    const rows = fewest + random.below(most - fewest + 1);
    const values = columns.map(() =>
      shapes[classes[label]!](rows, random).map((value) => value + noise * random.normal()),
    );
    for (let row = 0; row < rows; row++) lines.push(values.map((column) => column[row]!.toFixed(5)).join(','));
    return { series: `${n}`, rows, label };
  });
  const table = new TextEncoder().encode(`${columns.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`);
  return { kind: 'labelled-series', table, layout: { version: 1, time: null, columns, classes, pieces } };
}
