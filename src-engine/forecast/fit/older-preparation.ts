import type { DatasetContent } from '../../spec/dataset-content.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import { olderForecaster, type OlderForecaster } from '../older-forecaster.ts';

/**
 * Returns the preparation of a network that was trained before there were any, for a file that takes the rows right before the one that it
 * tells. Null where the network tells another row than the next. Throws EngineError where the content is not what it learnt from.
 */
export function olderPreparation(
  content: Extract<DatasetContent, { kind: 'numeric' }>,
  train: TrainSpec,
): OlderForecaster | null {
  return content.horizon === 1 ? olderForecaster(content, train) : null;
}
