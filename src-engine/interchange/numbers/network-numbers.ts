import type { TrainedModel } from '../trained-model.ts';
import type { Preparation } from '../../spec/preparation-spec.ts';
import { classifierGraph, trainingClassifierGraph } from './classifier-graph.ts';
import { forecastGraph, trainingForecastGraph } from './forecast-graph.ts';
import type { NumberGraph } from './number-graph.ts';

type Prepared = Pick<TrainedModel, 'model' | 'preparation'>;

/** Returns what is computed around a network from the raw numbers of a table; null where it reads something else. */
export function numberGraph({ model, preparation }: Prepared): NumberGraph | null {
  if (preparation === undefined) return null;
  if (preparation.kind === 'sequences') return classifierGraph(preparation, model);
  if (model.forecast === undefined) throw new Error('The model does not say what it forecasts.');
  return forecastGraph(preparation, model.forecast);
}

/** Tells whether a network reads windows of as many rows each, and no padded sequences. */
export function readsWindows({ preparation }: Prepared): boolean {
  return preparation?.kind === 'forecast';
}

/**
 * Returns what is computed of rows before a network learns from them: `read`, its input, and of a forecaster `base`, what the base method
 * forecasts, in the units in which the network predicts what is left over.
 */
export function trainingGraph(preparation: Preparation): NumberGraph {
  return preparation.kind === 'sequences' ? trainingClassifierGraph(preparation) : trainingForecastGraph(preparation);
}
