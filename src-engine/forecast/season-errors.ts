import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import type { SeriesRows } from './rows/series-rows.ts';

/**
 * For each series and target the mean absolute error over the training part of a forecast that repeats the value of a season before, or
 * the last one where there is no season: the unit of MASE (Hyndman & Koehler 2006). NaN where there are no two such values.
 */
export function seasonErrors(
  pieces: readonly SeriesRows[],
  training: readonly number[],
  { targets, season }: Pick<ForecastPreparation, 'targets' | 'season'>,
): Map<string | null, number[]> {
  const back = season ?? 1;
  const names = [...new Set(pieces.map(({ series }) => series))];
  return new Map(
    names.map((name) => [
      name,
      targets.map((column) => {
        let [sum, count] = [0, 0];
        pieces.forEach(({ series, values }, piece) => {
          if (series !== name) return;
          for (let row = back; row < training[piece]; row++) {
            sum += Math.abs(values[column][row] - values[column][row - back]);
            count++;
          }
        });
        return sum / count;
      }),
    ]),
  );
}
