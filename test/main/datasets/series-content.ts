import type { ContentOf } from '../../../src-main/contract/datasets/import-content.ts';

/** A choice of columns of numbers over time, with nothing decided about their rows. */
export function series(
  chosen: Partial<ContentOf<'series'>> & Pick<ContentOf<'series'>, 'predict'>,
): ContentOf<'series'> {
  return {
    kind: 'series',
    ...{ time: null, series: null, read: [], knownAhead: [], horizon: null },
    ...{ gaps: null, missing: null, duplicates: null, dateOrder: null, zone: null, decimal: null },
    ...chosen,
  };
}
