import { defaultTraining } from '../../../src-engine/models/presets.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { PreparedSeries } from '../../../src-engine/spec/engine-protocol.ts';
import type { ForecastSpec } from '../../../src-engine/spec/forecast-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { DatasetKind } from '../../contract/datasets/import-records.ts';
import type { StartRun } from '../../contract/runs/start-records.ts';
import type { WantedRun } from './run-setup.ts';

/** Fits a preparation to numbers over time, in an engine process. */
export type PrepareSeries = (content: DatasetContent, model: ModelSpec, train: TrainSpec) => Promise<PreparedSeries>;

/** The forecast of a network that a person built without saying what it tells: an 80 % band around a median. */
const usualForecast: ForecastSpec = {
  window: null,
  horizon: null,
  targets: 1,
  head: { type: 'quantiles', levels: [0.1, 0.5, 0.9] },
};

/** Tells whether a new run on such a dataset needs a preparation. Tables of older studios are read as series without time. */
export function needsPreparation(kind: DatasetKind): boolean {
  return kind === 'series' || kind === 'labelled-series' || kind === 'numeric';
}

/** The run with its model fitted to the series, and their preparation. Throws the engine's `invalid-data` and `text-too-short`. */
export async function prepareRun(
  { name, model, train }: WantedRun,
  { horizon, ...asked }: Pick<StartRun, 'horizon' | 'window' | 'train'>,
  content: DatasetContent,
  prepareSeries: PrepareSeries,
): Promise<WantedRun & { preparation: Preparation }> {
  const window = windowOf(model, asked);
  const prepared = await prepareSeries(content, withForecast(model, horizon, window), train);
  // A forecaster's length follows from its window, and sequences are read whole unless a person said how much of them.
  const isCut = content.kind === 'labelled-series' && window !== undefined;
  const fitted = isCut ? { ...prepared.train, sequenceLength: window } : prepared.train;
  return { name, model: prepared.model, train: fitted, preparation: prepared.preparation };
}

/** A sequence length that nobody has changed says nothing: windows send all settings. */
function windowOf({ task }: ModelSpec, { window, train }: Pick<StartRun, 'window' | 'train'>): number | undefined {
  return window ?? (train.sequenceLength === defaultTraining(task).sequenceLength ? undefined : train.sequenceLength);
}

function withForecast(model: ModelSpec, horizon: number | undefined, window: number | undefined): ModelSpec {
  if (model.task !== 'regression') return model;
  const forecast = model.forecast ?? usualForecast;
  return {
    ...model,
    forecast: { ...forecast, horizon: horizon ?? forecast.horizon, window: window ?? forecast.window },
  };
}
