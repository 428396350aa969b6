import type { PreparationSummary } from '../../contract/forecasting/forecast-records.ts';
import { formatCount } from '../formats.ts';

/** Says what a forecaster reads of a long table where it is not all of it; nothing where it is. */
export function samplingLines(summary: Pick<PreparationSummary, 'reasons'> | null): string[] {
  return (summary?.reasons ?? []).flatMap(({ code, values }) => {
    const [rows, windows, all] = ['rows', 'windows', 'all'].map((name) => formatCount(Number(values[name])));
    if (code === 'base-latest-rows')
      return [`  fitted to the last ${rows} of the ${all} rows that train on “${values['column']}”`];
    if (code === 'epoch-sampled') return [`  an epoch reads ${windows} of ${all} windows, others in each`];
    return [];
  });
}
