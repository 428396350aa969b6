import { labelledSeriesSamples } from '../forecast/labelled-series-data.ts';
import { prepareRows } from '../forecast/prepared-rows.ts';
import { requirePreparation } from '../forecast/require-preparation.ts';
import { matchColumns } from '../forecast/rows/match-columns.ts';
import { readSeries } from '../forecast/series-content.ts';
import { windowSteps } from '../forecast/windows/encode-window.ts';
import { placeWindows, seriesWindows } from '../forecast/windows/series-windows.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { FlowData } from '../spec/insight-spec.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import type { Batch } from '../training/batch-source.ts';

export type SeriesFlowData = Extract<FlowData, { kind: 'series' | 'labelled-series' }>;

/** The number of sequences whose gradients are averaged. */
const MOST_SEQUENCES = 16;

/** Tells whether the sequences of a gradient flow are numbers over time. */
export function isOfSeries(data: FlowData): data is SeriesFlowData {
  return data.kind === 'series' || data.kind === 'labelled-series';
}

/**
 * Returns windows of a series, or sequences, evenly taken from all that there are, with their targets. Of a sequence at most `steps` are
 * read. Throws EngineError `invalid-data` where there is none, or the network was trained on other things.
 */
export function seriesFlowBatch(data: SeriesFlowData, preparation: Preparation | null, steps: number): Batch {
  return data.kind === 'series' ? windowsOf(data, preparation) : sequencesOf(data, preparation, steps);
}

function windowsOf(data: Extract<SeriesFlowData, { kind: 'series' }>, given: Preparation | null): Batch {
  const preparation = requirePreparation(given, 'forecast');
  const rows = matchColumns(readSeries(data), preparation.columns);
  const pieces = rows.map((piece) => prepareRows(piece, preparation));
  const { training } = placeWindows(
    pieces,
    pieces.map(({ known }) => known),
    preparation,
  );
  const windows = evenly(training).map((window) => ({ ...window, end: pieces[window.piece].known }));
  if (windows.length === 0) throw tooShort(Math.max(0, ...pieces.map(({ known }) => known)), preparation.history);
  const steps = windowSteps(preparation);
  const filled = seriesWindows(windows, pieces, preparation).fill([...windows.keys()], steps);
  return { ...filled, batch: windows.length, steps, lengths: null };
}

function sequencesOf(
  data: Extract<SeriesFlowData, { kind: 'labelled-series' }>,
  given: Preparation | null,
  most: number,
): Batch {
  const samples = labelledSeriesSamples(data, requirePreparation(given, 'sequences'), null);
  const chosen = evenly(Array.from(samples.lengths, (_, sample) => sample));
  if (chosen.length === 0) throw tooShort(0, 1);
  const lengths = Int32Array.from(chosen, (sample) => Math.min(samples.lengths[sample], most));
  const steps = Math.max(1, ...lengths);
  return { ...samples.fill(chosen, steps), batch: chosen.length, steps, lengths };
}

function evenly<T>(all: readonly T[]): T[] {
  const count = Math.min(MOST_SEQUENCES, all.length);
  return Array.from({ length: count }, (_, n) => all[Math.floor(((n + 0.5) * all.length) / count)]);
}

function tooShort(rows: number, needed: number): EngineError {
  return new EngineError('text-too-short', `The network looks back ${needed} rows, and there are ${rows}.`, {
    reason: 'series',
    rows,
    needed,
  });
}
