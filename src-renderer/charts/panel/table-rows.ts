import { columnsOf, type ChartLine } from '../lines/chart-line.ts';
import { lowerBound } from '../lines/thin.ts';

export interface TableRow {
  x: number;
  /** One value a column of the lines, see `columnsOf`; null where the line has no point at this x. */
  values: (number | null)[];
}

/** About `most` rows, evenly taken from the longest line, with all points of the lines that mark every point; the last is always there. */
export function tableRows(lines: readonly ChartLine[], most: number): TableRow[] {
  const chosen = new Set<number>();
  for (const line of lines) {
    const count = line.x.length;
    const every = line.points ? 1 : Math.max(1, count / most);
    for (let position = count - 1; position >= 0; position -= every) chosen.add(line.x[Math.round(position)]);
  }
  return [...chosen].sort((a, b) => a - b).map((x) => ({ x, values: lines.flatMap((line) => valuesAt(line, x)) }));
}

function valuesAt(line: ChartLine, x: number): (number | null)[] {
  const index = lowerBound(line.x, x);
  return columnsOf(line).map(({ y }) => {
    const value = line.x[index] === x ? y[index] : Number.NaN;
    return Number.isFinite(value) ? value : null;
  });
}
