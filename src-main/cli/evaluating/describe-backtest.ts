import type { BacktestRecord } from '../../contract/forecasting/backtest-records.ts';
import { decimalsFor, formatAmount, formatTable } from '../formats.ts';

type Method = BacktestRecord['methods'][number];
type Scores = Method['scores'];

const names: Record<Method['method'], string> = {
  network: 'network',
  naive: 'naive',
  'seasonal-naive': 'seasonal naive',
  drift: 'drift',
  ets: 'ETS',
  arima: 'ARIMA',
};

/** Steps and origins are columns of tables, of which no more fit beside each other. */
const MOST_COLUMNS = 8;

/** The comparison as a person reads it on a terminal. */
export function describeBacktest(record: BacktestRecord): string {
  const parts = [
    summaryOf(record),
    comparisonOf(record),
    ...(record.horizon > 1
      ? [`Error by steps ahead (${scoreName(record)}):\n${errorTable(record, stepGroups(record))}`]
      : []),
    `Error by origin (${scoreName(record)}):\n${errorTable(record, originGroups(record))}`,
    verdictOf(record),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summaryOf({ origins, horizon, season, seriesUsed, seriesTotal }: BacktestRecord): string {
  const series =
    seriesTotal === 1 ? '' : ` of ${seriesUsed === seriesTotal ? 'all' : `${seriesUsed} of the`} ${seriesTotal} series`;
  const seasons = season > 1 ? ` The season is ${season} rows.` : ' There is no season.';
  return (
    `${formatAmount(horizon, 'step')} from each of ${formatAmount(origins.length, 'origin')}${series}, in rows that the network has not learnt.${seasons}\n` +
    'The network is not trained again; the simple methods are fitted anew to all rows before each origin.'
  );
}

function comparisonOf(record: BacktestRecord): string {
  const decimals = decimalsFor(Math.max(...record.methods.map(({ scores }) => scores.rmse)), 4);
  const rows = record.methods.map(({ method, scores }) => [
    names[method],
    formatScore(scores.mase, 3),
    formatScore(scores.mae, decimals),
    formatScore(scores.rmse, decimals),
    `${scores.smape.toFixed(1)} %`,
    formatScore(scores.pinball, decimals),
    scores.coverage === null ? '–' : `${(100 * scores.coverage).toFixed(0)} %`,
    modelsOf(record, method),
  ]);
  const band = `in the band of ${Math.round(100 * record.band)} %`;
  return formatTable(
    [['method', 'MASE', 'MAE', 'RMSE', 'sMAPE', 'pinball', band, 'model'], ...rows],
    [1, 2, 3, 4, 5, 6],
  );
}

/** The models that a method has chosen, the most frequent first. */
function modelsOf({ methods, forecasts }: BacktestRecord, method: Method['method']): string {
  const place = methods.findIndex((each) => each.method === method);
  const counts = new Map<string, number>();
  for (const forecast of forecasts) {
    const { model } = forecast.methods[place];
    if (model !== null) counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  const ordered = [...counts].sort(([, left], [, right]) => right - left).map(([model]) => model);
  return ordered.length > 2 ? `${ordered[0]} and ${ordered.length - 1} others` : ordered.join(', ');
}

interface Group {
  title: string;
  scores: (method: Method) => Scores[];
}

function stepGroups({ methods: [network] }: BacktestRecord): Group[] {
  const steps = network.steps.length;
  const size = Math.ceil(steps / MOST_COLUMNS);
  return Array.from({ length: Math.ceil(steps / size) }, (_, n) => {
    const [first, last] = [n * size, Math.min(steps, (n + 1) * size)];
    return {
      title: last - first === 1 ? `${last}` : `${first + 1}–${last}`,
      scores: (method) => method.steps.slice(first, last),
    };
  });
}

function originGroups({ origins }: BacktestRecord): Group[] {
  const hasSeries = new Set(origins.map(({ series }) => series)).size > 1;
  return origins.slice(0, MOST_COLUMNS).map(({ series, time }, n) => ({
    title: hasSeries ? `${series} ${time}` : String(time),
    scores: (method) => [method.origins[n]],
  }));
}

function errorTable(record: BacktestRecord, groups: readonly Group[]): string {
  const isScaled = scoreName(record) === 'MASE';
  const errorOf = (scores: readonly Scores[]) => {
    const known = scores.filter(({ mase }) => !isScaled || mase !== null);
    const count = known.reduce((sum, { n }) => sum + n, 0);
    const sum = known.reduce((total, { n, mase, mae }) => total + n * ((isScaled ? mase : null) ?? mae), 0);
    return count === 0 ? null : sum / count;
  };
  const errors = record.methods.map((method) => groups.map(({ scores }) => errorOf(scores(method))));
  const decimals = isScaled ? 3 : decimalsFor(Math.max(...errors.flat().map((error) => error ?? 0)), 4);
  const rows = record.methods.map(({ method }, n) => [
    names[method],
    ...errors[n].map((error) => formatScore(error, decimals)),
  ]);
  const titles = ['method', ...groups.map(({ title }) => title)];
  return formatTable(
    [titles, ...rows],
    groups.map((_, n) => n + 1),
  );
}

function verdictOf({ methods, simpleIsBetter }: BacktestRecord): string {
  if (simpleIsBetter === null) return 'The network is at least as good as every simple method here.';
  const { method, score, ratio } = simpleIsBetter;
  const errorOf = (name: Method['method']) => methods.find((each) => each.method === name)?.scores[score] ?? null;
  const [simple, network] = [formatScore(errorOf(method), 3), formatScore(errorOf('network'), 3)];
  return (
    `A simple method is better here: the ${score.toUpperCase()} of ${names[method]} is ${simple}, that of the network ${network}, ` +
    `so that its errors are ${Math.max(1, Math.round(100 * (1 - ratio)))} % smaller.`
  );
}

function scoreName({ methods: [network] }: BacktestRecord): 'MASE' | 'MAE' {
  return network.scores.mase === null ? 'MAE' : 'MASE';
}

function formatScore(score: number | null, decimals: number): string {
  return score === null ? '–' : score.toFixed(decimals);
}
