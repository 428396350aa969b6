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
  /** The rows whose values are targets, the second excluded; steps that lie outside are masked. */
  first: number;
  end: number;
  /** Whether the network learns from it. */
  trains: boolean;
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
  { origin, first, end, trains }: SeriesWindow,
  piece: PreparedRows,
  { horizon, targets, bases, residuals, trainingResiduals = residuals }: ForecastPreparation,
): Float64Array {
  const all = new Float64Array(horizon * targets.length).fill(NaN);
  const units = trains ? trainingResiduals : residuals;
  for (let step = Math.max(0, first - origin); step < Math.min(horizon, end - origin); step++) {
    targets.forEach((column, target) => {
      const base = baseForecast(bases[target], piece, { origin, step, column, target });
      all[step * targets.length + target] = (piece.values[column][origin + step] - base) / units[step][target];
    });
  }
  return all;
}

/** So many of the windows, spread evenly over all of them; all where there are no more. */
export function spreadWindows(windows: readonly SeriesWindow[], most: number): readonly SeriesWindow[] {
  if (windows.length <= most) return windows;
  return Array.from({ length: most }, (_, n) => windows[Math.floor((n * windows.length) / most)]);
}

/** At most about so many windows of a piece validate, spread evenly. */
const MOST_VALIDATING = 128;

/**
 * All windows whose first targets are training rows, and windows with targets among the rows that are held back. Those may begin before
 * them, and end after them: so each step of a forecast is judged by all of these rows, however few they are, and no other.
 */
export function placeWindows(
  pieces: readonly Pick<PreparedRows, 'known'>[],
  training: readonly number[],
  { history, horizon, readsHorizon }: Pick<ForecastPreparation, 'history' | 'horizon' | 'readsHorizon'>,
): { training: SeriesWindow[]; validation: SeriesWindow[] } {
  const placed: { training: SeriesWindow[]; validation: SeriesWindow[] } = { training: [], validation: [] };
  pieces.forEach(({ known }, piece) => {
    const split = training[piece];
    // A window at the end tells of fewer steps; where it reads the rows that it forecasts, all of them are to be rows of its own part.
    const ends = (part: number): number => (readsHorizon ? part - horizon + 1 : part);
    for (let origin = history; origin < ends(split); origin++)
      placed.training.push({ piece, origin, first: 0, end: split, trains: true });
    const first = Math.max(split - horizon + 1, history);
    const stride = Math.max(1, Math.floor((known - first) / MOST_VALIDATING));
    for (let origin = first; origin < ends(known) && split < known; origin += stride)
      placed.validation.push({ piece, origin, first: split, end: known, trains: false });
  });
  return placed;
}
