import { EngineError } from '../spec/engine-error.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { NumericSeries } from '../text/numeric-series.ts';
import type { TrainingData } from './batch-source.ts';
import { numericSequences } from './numeric-sequences.ts';
import type { NumericSequence } from './numeric-sequences.ts';
import { createSequenceSource } from './sequence-data.ts';
import { fitStandardisation, standardise } from './standardisation.ts';
import type { Standardisation } from './standardisation.ts';

export interface NumericSeriesData {
  data: TrainingData;
  /** The relation between the network's inputs and outputs and the series' own units. */
  features: Standardisation;
  targets: Standardisation;
  /**
   * The mean distance of each target's values from the ones before them in the training part, in the series' own units.
   */
  naiveErrors: number[];
}

type Cut = Pick<TrainSpec, 'batchSize' | 'sequenceLength' | 'validationFraction' | 'seed' | 'batching'> & {
  /** Rows from a window's last to the one that it predicts: 1, the next; 0, the same. */
  horizon: number;
};

/**
 * All windows of T = `sequenceLength` successive rows of a series, each with the target values `horizon` rows after its end. Windows
 * that predict one of the first ⌊(1 − validationFraction)·R⌋ rows train, in an order of their own in every epoch; those that predict
 * a later row validate, and may look back into the training part. Means and deviations are those of the training part alone.
 * Throws EngineError `text-too-short` where there is nothing to train on.
 */
export function createNumericSeriesData(series: NumericSeries, cut: Cut): NumericSeriesData {
  const { sequenceLength: steps, horizon } = cut;
  const trainingRows = Math.floor(series.rows * (1 - cut.validationFraction));
  const firstTarget = steps - 1 + horizon;
  if (trainingRows <= firstTarget) {
    throw new EngineError(
      'text-too-short',
      `The series has ${trainingRows} rows to train on. Windows of ${steps} rows that predict ${horizon} rows ahead need at ` +
        `least ${firstTarget + 1}. Use a longer series, or make the sequence length smaller.`,
      { reason: 'series', rows: trainingRows, needed: firstTarget + 1 },
    );
  }
  const featureCount = series.features.names.length;
  const outputCount = series.targets.names.length;
  const features = fitStandardisation(
    series.features.values.subarray(0, trainingRows * featureCount),
    featureCount,
    cut,
  );
  const targets = fitStandardisation(series.targets.values.subarray(0, trainingRows * outputCount), outputCount, cut);

  const inputs = standardise(series.features.values, features);
  const outputs = standardise(series.targets.values, targets);
  // Windows overlap, and share the memory of the rows that they have in common.
  const windows = Array.from({ length: series.rows - firstTarget }, (_, first): NumericSequence => {
    const target = first + firstTarget;
    return {
      features: inputs.subarray(first * featureCount, (first + steps) * featureCount),
      targets: outputs.subarray(target * outputCount, (target + 1) * outputCount),
    };
  });
  const samples = numericSequences(windows, { featureCount, outputCount });
  const members = Int32Array.from(windows.keys());
  const training = members.subarray(0, trainingRows - firstTarget);
  const validation = members.subarray(training.length);
  return {
    data: {
      training: createSequenceSource(samples, training, cut, true),
      validation: validation.length === 0 ? null : createSequenceSource(samples, validation, cut, false),
    },
    features,
    targets,
    naiveErrors: naiveErrors(series.targets.values.subarray(0, trainingRows * outputCount), outputCount),
  };
}

/**
 * Returns the mean absolute differences of successive rows, which are the errors of a forecast that repeats the value
 * before. Values are (rows, columns).
 */
function naiveErrors(values: Float64Array, columns: number): number[] {
  const differences = values.length / columns - 1;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let n = columns + column; n < values.length; n += columns) sum += Math.abs(values[n] - values[n - columns]);
    return differences < 1 ? 0 : sum / differences;
  });
}
