import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

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

/** The name of a score as the heading of a column; that of the band tells the share that it is made to hold. */
export const scoreHeading = (name: ScoreName, band: number, { t, percent }: Pick<Locale, 't' | 'percent'>): string =>
  name === 'coverage' ? t('forecasting.inBand', { band: percent(band) }) : t(`forecasting.scores.${name}`);

export function scoreText(
  name: ScoreName,
  value: number | null,
  { number, percent }: Pick<Locale, 'number' | 'percent'>,
): string {
  if (value === null) return '–';
  if (name === 'coverage') return percent(value);
  if (name === 'smape') return percent(value / 100, 1);
  return number(Number(value.toPrecision(name === 'mase' ? 3 : 4)));
}

/** Says from where and how far forecasts were made, and which season simple methods take. */
export function backtestSummary(
  { horizon, origins, season, seriesUsed, seriesTotal }: BacktestRecord,
  { t, integer }: Pick<Locale, 't' | 'integer'>,
): string[] {
  return [
    t('forecasting.backtestOf', { steps: integer(horizon), n: integer(origins.length) }, origins.length),
    ...(seriesTotal > 1 ? [t('forecasting.ofSeries', { used: integer(seriesUsed), all: integer(seriesTotal) })] : []),
    season > 1 ? t('forecasting.seasonIs', { rows: integer(season) }) : t('forecasting.reasons.season-none'),
  ];
}

/** Says which simple method is better than the network, and by how much. */
export function simpleIsBetterText(
  { method, ratio, score }: NonNullable<BacktestRecord['simpleIsBetter']>,
  { t, percent }: Pick<Locale, 't' | 'percent'>,
): string {
  return t('forecasting.simpleIsBetter', {
    method: t(`forecasting.names.${method}`),
    less: percent(1 - ratio),
    score: t(`metrics.${score}`),
  });
}
