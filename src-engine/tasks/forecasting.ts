import { createValueScorer } from '../metrics/value-scorer.ts';
import { createForecastData } from '../forecast/forecast-data.ts';
import { requirePreparation } from '../forecast/require-preparation.ts';
import { readSeries } from '../forecast/series-content.ts';
import { readNumericSeries } from '../text/numeric-series.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { requireContent } from '../training/content-data.ts';
import { meanSquareOfTargets, numericSequences } from '../training/numeric-sequences.ts';
import { createNumericSeriesData } from '../training/numeric-series-data.ts';
import { createSequenceData } from '../training/sequence-data.ts';
import { taskFacts } from './facts.ts';
import { checkReducedSequence } from './model-checks.ts';
import type { TaskDefinition } from './task-definition.ts';

/**
 * Predicts numbers that belong to a time after the end of a sequence of numbers, or to the sequence. Specifications
 * call this task `regression`, as all stored runs, bundles and checkpoints do; people read “forecasting”.
 */
export const forecasting: TaskDefinition = {
  facts: taskFacts.regression,
  check: checkReducedSequence,
  usualTraining: { batchSize: 32, sequenceLength: 100, epochs: 10, learningRate: 1e-3 },
  createData(given, _, train, series) {
    if (series?.forecast !== undefined) {
      const { forecast, preparation } = series;
      const numbers = readSeries(requireContent('regression', given, ['series', 'numeric']));
      return createForecastData(numbers, requirePreparation(preparation, 'forecast'), forecast, train);
    }
    const content = requireContent('regression', given, ['numeric', 'sequences']);
    if (content.kind === 'numeric') {
      const series = readNumericSeries(decodeUtf8(content.table), content);
      const { data, targets, naiveErrors } = createNumericSeriesData(series, { ...train, horizon: content.horizon });
      const columns = naiveErrors.map((naiveError, n) => ({ scale: targets.deviations[n], naiveError }));
      return { ...data, createScorer: () => createValueScorer(columns) };
    }
    const columns = Array.from({ length: content.outputCount }, () => ({ scale: 1, naiveError: null }));
    return {
      ...createSequenceData(numericSequences(content.sequences, content), train),
      zeroLoss: meanSquareOfTargets(content.sequences),
      createScorer: () => createValueScorer(columns),
    };
  },
};
