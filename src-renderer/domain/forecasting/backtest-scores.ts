import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';

type Scores = BacktestRecord['methods'][number]['scores'];
export type ScoreName = Exclude<keyof Scores, 'n'>;

/** The columns of the comparison, the most telling first. */
export const scoreNames: readonly ScoreName[] = ['mase', 'mae', 'rmse', 'smape', 'pinball', 'coverage'];

/** How bad a score is: a band may hold too much as well as too little. Null where it is not defined. */
function badness(name: ScoreName, value: number | null, band: number): number | null {
  if (value === null) return null;
  return name === 'coverage' ? Math.abs(value - band) : value;
}

/** The places of the methods with the best value of a score. */
export function bestMethods({ methods, band }: Pick<BacktestRecord, 'methods' | 'band'>, name: ScoreName): number[] {
  const all = methods.map(({ scores }) => badness(name, scores[name], band));
  const known = all.filter((value) => value !== null);
  if (known.length === 0) return [];
  const best = Math.min(...known);
  return all.flatMap((value, place) => (value === best ? [place] : []));
}

/** The model that a method chose at the last origin, such as `ETS(M,Ad,M)`; null for the network. */
export function lastModel({ methods, forecasts }: BacktestRecord, method: string): string | null {
  const place = methods.findIndex((each) => each.method === method);
  return forecasts.at(-1)?.methods[place]?.model ?? null;
}
