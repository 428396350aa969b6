import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { Anomaly, AnomalyResult } from '../../../src-engine/spec/anomaly-spec.ts';
import type { AnomaliesRecord } from '../../contract/forecasting/anomaly-records.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';
import { firstRows } from './series-history.ts';

const MOST_TOLD = 10_000;

export function anomaliesRecord(
  { step, result }: { step: number; result: AnomalyResult },
  falseAlarms: number,
  { layout, pieces }: Pick<RunRows, 'layout' | 'pieces'>,
): AnomaliesRecord {
  const first = firstRows(pieces);
  const { thresholds, looked, anomalies } = result;
  return {
    step,
    falseAlarms,
    looked,
    thresholds,
    found: anomalies.length,
    anomalies: mostSurprising(anomalies).map(({ piece, row, time, ...anomaly }) => ({
      ...anomaly,
      row: first[piece] + row,
      time: layout.time === null ? first[piece] + row : formatTime(layout.time, time),
    })),
  };
}

function mostSurprising(anomalies: readonly Anomaly[]): readonly Anomaly[] {
  if (anomalies.length <= MOST_TOLD) return anomalies;
  const least = anomalies.map(({ score }) => score).sort((left, right) => right - left)[MOST_TOLD - 1];
  return anomalies.filter(({ score }) => score >= least).slice(0, MOST_TOLD);
}
