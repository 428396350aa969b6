import { EngineError } from '../../spec/engine-error.ts';
import type { PreparedColumn } from '../../spec/preparation-spec.ts';
import type { SeriesColumn } from '../../spec/series-layout.ts';
import type { SeriesRows } from './series-rows.ts';

/** Rows of a table, and the columns that their values belong to. */
interface NamedRows {
  layout: { columns: readonly Pick<SeriesColumn, 'name' | 'categories'>[] };
  pieces: readonly SeriesRows[];
}

/**
 * Rows of a table that has the columns of a preparation, in any order, as rows in the order of the preparation. Categories that it does
 * not know are unknown values. Throws EngineError `invalid-data` where a column is missing.
 */
export function matchColumns(
  { layout, pieces }: NamedRows,
  columns: readonly Pick<PreparedColumn, 'name' | 'categories'>[],
): SeriesRows[] {
  const places = columns.map((column) => placeOf(column, layout));
  const translations = columns.map(({ categories }, n) =>
    translation(layout.columns[places[n]].categories, categories),
  );
  return pieces.map((piece) => ({
    ...piece,
    values: places.map((place, n) => {
      const translate = translations[n];
      return translate === null ? piece.values[place] : piece.values[place].map((value) => translate[value] ?? NaN);
    }),
  }));
}

function placeOf({ name }: { name: string }, { columns }: NamedRows['layout']): number {
  const place = columns.findIndex((column) => column.name === name);
  if (place >= 0) return place;
  const names = columns.map((column) => column.name).join(', ');
  throw new EngineError('invalid-data', `There is no column “${name}”. The columns are ${names}.`, {
    reason: 'no-such-column',
    column: name,
    columns: names,
  });
}

/** The place among the known categories of each of the given ones; null where values are numbers, or stay as they are. */
function translation(given: readonly string[] | null, known: readonly string[] | null): number[] | null {
  if (known === null || given === null) return null;
  return given.map((category) => {
    const place = known.indexOf(category);
    return place < 0 ? NaN : place;
  });
}
