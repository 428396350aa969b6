import type { ForecastSpec } from '../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { TrainingData } from '../training/batch-source.ts';
import { createSequenceSource } from '../training/sequence-data.ts';
import { createForecastScorer } from './forecast-scorer.ts';
import { prepareRows } from './prepared-rows.ts';
import { matchColumns } from './rows/match-columns.ts';
import { trainingRows } from './rows/training-rows.ts';
import { seasonErrors } from './season-errors.ts';
import type { Series } from './series-content.ts';
import { windowSteps } from './windows/encode-window.ts';
import { placeWindows, seriesWindows, spreadWindows } from './windows/series-windows.ts';
import type { SeriesWindow } from './windows/series-windows.ts';

/** At most so many windows validate where an epoch does not read all windows that train. */
const MOST_VALIDATING = 4000;

/**
 * Makes the windows of series: those with their targets in the first part of each series train, in another order in every epoch; those
 * with theirs in the part that is held back validate, and may look back into the first. The preparation has seen the first part alone.
 */
export function createForecastData(
  series: Series,
  preparation: ForecastPreparation,
  { head }: ForecastSpec,
  train: TrainSpec,
): TrainingData {
  const { horizon, epochWindows } = preparation;
  const pieces = matchColumns(series, preparation.columns);
  const split = trainingRows(pieces, { fraction: train.validationFraction, horizon });
  const prepared = pieces.map((piece, n) => prepareRows(piece, preparation, split[n] || piece.known));
  const placed = placeWindows(pieces, split, preparation);
  const { training } = placed;
  const validation = epochWindows === undefined ? placed.validation : spreadWindows(placed.validation, MOST_VALIDATING);
  const cut = { ...train, sequenceLength: windowSteps(preparation) };
  const sourceOf = (windows: readonly SeriesWindow[], isShuffled: boolean) =>
    createSequenceSource(
      seriesWindows(windows, prepared, preparation),
      Int32Array.from(windows.keys()),
      { ...cut, samplesPerEpoch: isShuffled ? epochWindows : undefined },
      isShuffled,
    );
  const naiveErrors = seasonErrors(pieces, split, preparation);
  return {
    training: sourceOf(training, true),
    validation: validation.length === 0 ? null : sourceOf(validation, false),
    createScorer: () => createForecastScorer({ windows: validation, pieces: prepared, preparation, head, naiveErrors }),
  };
}
