import type { AnomaliesRecord } from '../../contract/forecasting/anomaly-records.ts';
import { formatAmount, formatCount, formatTable } from '../formats.ts';

/** Rows of the table; all are in the JSON document. */
const MOST_SHOWN = 50;

/** One document of what was found; names are told where they could be others. */
export function anomaliesDocument({ falseAlarms, looked, thresholds, found, anomalies }: AnomaliesRecord) {
  const hasSeries = anomalies.some(({ series }) => series !== null);
  const hasColumns = thresholds.length > 1;
  return {
    ...{ falseAlarms, n: looked, found, thresholds },
    anomalies: anomalies.map(({ series, column, ...anomaly }) => ({
      ...(hasSeries && { series }),
      ...(hasColumns && { column }),
      ...anomaly,
    })),
  };
}

/** Says what was found as a person reads it on a terminal: the most surprising, in order of time. */
export function describeAnomalies(record: AnomaliesRecord): string {
  return `${[summaryOf(record), ...notesOf(record), ...tableOf(record)].join('\n')}\n`;
}

function summaryOf({ looked, found, falseAlarms }: AnomaliesRecord): string {
  const usual = `${formatCount(Math.round(falseAlarms * looked))} are to be expected among usual values (${100 * falseAlarms} % false alarms)`;
  return `${formatAmount(found, 'anomaly', 'anomalies')} among ${formatCount(looked)} values; ${usual}.`;
}

function notesOf({ thresholds }: AnomaliesRecord): string[] {
  return thresholds.flatMap(({ column, values, from, isHeldBack }) => [
    ...(isHeldBack
      ? []
      : [
          `No rows of “${column}” were held back: the threshold is from values that the network has learnt, and too low.`,
        ]),
    ...(from === 'tail'
      ? [`The threshold of “${column}” is estimated: there are only ${formatAmount(values, 'value')} to find it on.`]
      : []),
  ]);
}

function tableOf({ anomalies, thresholds }: AnomaliesRecord): string[] {
  if (anomalies.length === 0) return [];
  const shown = anomalies
    .toSorted((left, right) => right.score - left.score)
    .slice(0, MOST_SHOWN)
    .sort((left, right) => anomalies.indexOf(left) - anomalies.indexOf(right));
  const hasSeries = anomalies.some(({ series }) => series !== null);
  const hasColumns = thresholds.length > 1;
  const rows = shown.map(({ series, column, time, value, expected, low, high, score }) => [
    ...(hasSeries ? [series ?? ''] : []),
    ...(hasColumns ? [column] : []),
    String(time),
    ...[value, expected, low, high].map((each) => String(Number(each.toPrecision(5)))),
    score.toFixed(1),
  ]);
  const titles = [
    ...(hasSeries ? ['series'] : []),
    ...(hasColumns ? ['column'] : []),
    ...['time', 'value', 'expected', 'low', 'high', 'score'],
  ];
  const table = formatTable(
    [titles, ...rows],
    [5, 4, 3, 2, 1].map((back) => titles.length - back),
  );
  const rest = anomalies.length - shown.length;
  return ['', table, ...(rest > 0 ? [`…and ${formatCount(rest)} less surprising ones, which --json tells.`] : [])];
}
