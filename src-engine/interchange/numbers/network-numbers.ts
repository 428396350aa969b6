import type { TrainedModel } from '../trained-model.ts';
import { classifierGraph } from './classifier-graph.ts';
import { forecastGraph } from './forecast-graph.ts';
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
