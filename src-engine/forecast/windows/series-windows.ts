import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import { baseForecast } from '../base-forecast.ts';
import type { PreparedRows } from '../prepared-rows.ts';
import { encodeWindow, windowSteps } from './encode-window.ts';

/** A window of a series: the network reads the rows before the origin, and forecasts those from there on. */
export interface SeriesWindow {
  /** A place in the prepared pieces. */
  piece: number;
  origin: number;
  /** The row before which targets are known; those from there on are masked. */
  end: number;
}

/** Windows as samples of `createSequenceSource`: features (steps, inputs), targets (horizon, targets) as the network predicts them. */
export function seriesWindows(
  windows: readonly SeriesWindow[],
  pieces: readonly PreparedRows[],
  preparation: ForecastPreparation,
): SequenceSamples {
  const width = preparation.inputs.length;
  const outputs = preparation.horizon * preparation.targets.length;
  const longest = windowSteps(preparation);
  return {
    lengths: new Int32Array(windows.length).fill(longest),
    labels: null,
    fill(rows, steps) {
      const features = new Float32Array(steps * rows.length * width);
      const targets = new Float32Array(rows.length * outputs).fill(NaN);
      rows.forEach((sample, b) => {
        if (sample === undefined) return;
        const window = windows[sample];
        const piece = pieces[window.piece];
        encodeWindow(piece, preparation, window.origin, (step, channel, value) => {
          features[(step * rows.length + b) * width + channel] = value;
        });
        targets.set(windowTargets(window, piece, preparation), b * outputs);
      });
      const weight = targets.reduce((known, target) => known + (Number.isNaN(target) ? 0 : 1), 0);
      return { input: { features }, targets, weight, samples: rows };
    },
  };
}

/** (horizon, targets): r, see ForecastPreparation; NaN where a value is not known. */
export function windowTargets(
  { origin, end }: SeriesWindow,
  piece: PreparedRows,
  { horizon, targets, bases, residuals }: ForecastPreparation,
): Float64Array {
  const all = new Float64Array(horizon * targets.length).fill(NaN);
  for (let step = 0; step < Math.min(horizon, end - origin); step++) {
    targets.forEach((column, target) => {
      const base = baseForecast(bases[target], piece, { origin, step, column, target });
      all[step * targets.length + target] = (piece.values[column][origin + step] - base) / residuals[step][target];
    });
  }
  return all;
}

/** All windows whose first targets are training rows, and those whose targets are rows that are held back. */
export function placeWindows(
  pieces: readonly Pick<PreparedRows, 'known'>[],
  training: readonly number[],
  { history, horizon, readsHorizon }: Pick<ForecastPreparation, 'history' | 'horizon' | 'readsHorizon'>,
): { training: SeriesWindow[]; validation: SeriesWindow[] } {
  const placed: { training: SeriesWindow[]; validation: SeriesWindow[] } = { training: [], validation: [] };
  pieces.forEach(({ known }, piece) => {
    const split = training[piece];
    // A window at the end tells of fewer steps; where it reads the rows that it forecasts, all of them are to be rows that train.
    const end = readsHorizon ? split - horizon + 1 : split;
    for (let origin = history; origin < end; origin++) placed.training.push({ piece, origin, end: split });
    const first = Math.max(split, history);
    const last = Math.max(first, known - horizon);
    for (let origin = first; origin <= last && origin < known; origin++)
      placed.validation.push({ piece, origin, end: known });
  });
  return placed;
}
