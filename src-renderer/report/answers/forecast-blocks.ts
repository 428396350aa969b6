import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';
import type { HistoryRecord } from '../../../src-main/contract/forecasting/forecast-records.ts';
import { noMarks, type ChartLine } from '../../charts/lines/chart-line.ts';
import { summarize } from '../../charts/panel/summarize.ts';
import {
  backtestSummary,
  lastModel,
  scoreHeading,
  scoreNames,
  scoreText,
  simpleIsBetterText,
} from '../../domain/forecasting/backtest-scores.ts';
import { actualLine, forecastLine, historyLine, otherLine } from '../../domain/forecasting/forecast-lines.ts';
import { createSeriesAxis, type SeriesAxis } from '../../domain/forecasting/series-axis.ts';
import { shownSeries } from '../../domain/forecasting/shown-series.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { paragraph, type Block } from '../block.ts';

/** Columns whose last forecast is drawn. */
const mostCharts = 4;

interface Forecasts {
  backtest: BacktestRecord;
  history: HistoryRecord;
}

/** The forecaster beside simple methods, and its last forecast with what came. */
export function forecastBlocks({ backtest, history }: Forecasts, locale: Locale): Block[] {
  const { t } = locale;
  const better = backtest.simpleIsBetter;
  const verdict = better === null ? t('forecasting.networkIsBetter') : simpleIsBetterText(better, locale);
  const lastOrigin = backtest.origins.length - 1;
  return [
    paragraph(locale.sentences(t('forecasting.backtestNote'), ...backtestSummary(backtest, locale))),
    {
      type: 'table',
      caption: t('report.backtest'),
      head: [
        t('forecasting.method'),
        ...scoreNames.map((name) => scoreHeading(name, backtest.band, locale)),
        t('forecasting.model'),
      ],
      rows: backtest.methods.map(({ method, scores }) => [
        t(`forecasting.names.${method}`),
        ...scoreNames.map((name) => scoreText(name, scores[name], locale)),
        lastModel(backtest, method) ?? '',
      ]),
      isNumeric: true,
    },
    paragraph(verdict),
    ...backtest.forecasts
      .filter(({ origin }) => origin === lastOrigin)
      .slice(0, mostCharts)
      .map((forecast) => forecastChart(forecast, { backtest, history }, locale)),
  ];
}

type Forecast = BacktestRecord['forecasts'][number];

function forecastChart(forecast: Forecast, { backtest, history }: Forecasts, locale: Locale): Block {
  const { t, number } = locale;
  const axis = createSeriesAxis(history.time, locale);
  const lines = forecastLines(forecast, backtest, axis, locale);
  const before = historyLine(shownSeries(history, forecast.column, axis), forecast.column);
  const { series } = backtest.origins[forecast.origin];
  const formatY = (value: number) => number(Number(value.toPrecision(4)));
  const column = series === null ? forecast.column : `${forecast.column} · ${series}`;
  return {
    type: 'chart',
    title: t('report.lastForecast', { column }),
    summary: summarize(lines, formatY, axis.phrase, t),
    content: {
      ...{ lines: [...lines, before], marks: noMarks, logarithmic: false, axis },
      ...{ range: null, whole: null, yRange: null, formatTick: formatY },
    },
  };
}

/** The network's forecast, that of the simple method that is better, and what came. */
function forecastLines(
  { times, actual, methods }: Forecast,
  backtest: BacktestRecord,
  axis: SeriesAxis,
  locale: Locale,
): ChartLine[] {
  const { t } = locale;
  const pointsOf = ({ value, low, high }: Forecast['methods'][number]) =>
    value.map((each, n) => ({ time: times[n], value: each, low: low?.[n] ?? null, high: high?.[n] ?? null }));
  const [network] = methods;
  const simple = backtest.methods.findIndex(({ method }) => method === backtest.simpleIsBetter?.method);
  const band = network.low === null ? null : backtest.band;
  const lines = [forecastLine(pointsOf(network), axis, { band, label: t('forecasting.forecast'), ...locale })];
  if (simple > 0) {
    const { method } = backtest.methods[simple];
    lines.push(otherLine('simple', t(`forecasting.names.${method}`), pointsOf(methods[simple]), axis));
  }
  const x = Float64Array.from(actual, (_, n) => axis.toX(times[n]));
  const came = { x, y: Float64Array.from(actual), rows: new Float64Array(), breaks: [], known: 0 };
  return [...lines, actualLine(came, t('forecasting.actual'))];
}
