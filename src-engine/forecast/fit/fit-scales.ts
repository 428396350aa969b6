import type { PreparedColumn, SeriesScales } from '../../spec/preparation-spec.ts';
import { fitScale } from '../prepared-rows.ts';
import type { FitContext } from './fit-context.ts';

/** The scale of each column in each series, over all of its pieces. */
export function fitScales({ pieces }: FitContext, columns: readonly PreparedColumn[]): SeriesScales[] {
  const names = [...new Set(pieces.map(({ series }) => series))];
  return names.map((name) => {
    const parts = pieces.filter(({ series }) => series === name);
    return {
      name,
      scales: columns.map((column, n) =>
        fitScale(
          parts.map(({ values }) => values[n]),
          column,
        ),
      ),
    };
  });
}
