import { encodeSequence } from '../forecast/encode-sequence.ts';
import { requireHistory } from '../forecast/forecast-series.ts';
import { prepareRows } from '../forecast/prepared-rows.ts';
import { requirePreparation } from '../forecast/require-preparation.ts';
import { extendRows } from '../forecast/rows/extend-rows.ts';
import { matchColumns } from '../forecast/rows/match-columns.ts';
import { readLabelledTable } from '../forecast/rows/read-series-table.ts';
import { readSeries } from '../forecast/series-content.ts';
import { formatTime } from '../forecast/time/format-time.ts';
import { encodeWindow, windowSteps } from '../forecast/windows/encode-window.ts';
import type { InspectedRows } from '../spec/insight-spec.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import type { TimeAxis } from '../spec/series-layout.ts';
import type { ReadNumbers } from './observed-pass.ts';

export interface ReadRows extends ReadNumbers {
  /** The time of each step. */
  tokens: string[];
}

/**
 * Makes of rows what a network reads of them. Throws EngineError `invalid-data` where the network was trained on other things, and
 * `text-too-short` where there are too few rows before the first to forecast.
 */
export function readRows(rows: InspectedRows, preparation: Preparation | null): ReadRows {
  return rows.kind === 'series' ? readWindow(rows, preparation) : readSequence(rows, preparation);
}

function readWindow(
  { piece, row, ...content }: Extract<InspectedRows, { kind: 'series' }>,
  given: Preparation | null,
): ReadRows {
  const preparation = requirePreparation(given, 'forecast');
  const { columns, season, window, horizon, time } = preparation;
  requireHistory({ row }, preparation);
  const end = row + horizon;
  const pieces = matchColumns(readSeries(content), columns);
  const { rows } = extendRows(pieces[piece], columns, { axis: time, season, origin: row, end, told: end });
  const steps = windowSteps(preparation);
  const width = preparation.inputs.length;
  const features = new Float32Array(steps * width);
  encodeWindow(prepareRows(rows, preparation), preparation, row, (step, channel, value) => {
    features[step * width + channel] = value;
  });
  return { steps, features, tokens: timesOf(rows.time.subarray(row - window, row - window + steps), time) };
}

function readSequence(
  { piece, table, layout }: Extract<InspectedRows, { kind: 'labelled-series' }>,
  given: Preparation | null,
): ReadRows {
  const preparation = requirePreparation(given, 'sequences');
  const rows = readLabelledTable(table, layout)[piece];
  const features = encodeSequence(rows, preparation);
  return { steps: rows.rows, features, tokens: timesOf(rows.time, layout.time) };
}

function timesOf(time: Float64Array, axis: TimeAxis | null): string[] {
  return Array.from(time, (each) => String(formatTime(axis, each)));
}
