import { olderForecaster, type OlderForecaster } from '../../../src-engine/forecast/older-forecaster.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { RunView } from '../../db/run-table.ts';
import { preparationOf } from './preparation-of.ts';

/** A run's network as something that forecasts. */
export interface RunForecaster {
  preparation: ForecastPreparation;
  /** The steps that it tells without forecasts of its own. */
  steps: number;
  /** The steps that it can tell at most; null means any number. */
  mostSteps: number | null;
}

/** Throws `invalid-data` for a run that cannot forecast, and says why: its scaling may be gone with its dataset. */
export async function forecasterOf(datasets: Datasets, run: RunView): Promise<RunForecaster> {
  const preparation = preparationOf(run);
  if (!can((JSON.parse(run.model) as ModelSpec).task, 'forecast') || preparation?.kind === 'sequences')
    throw noForecaster();
  if (preparation !== null) return { preparation, steps: preparation.horizon, mostSteps: null };
  const older = await olderOf(datasets, run);
  if (older === null) throw noForecaster();
  if (older === 'dataset-gone') throw scalingGone(run.dataset_name);
  return older;
}

/**
 * Returns a forecaster of an older studio, whose scaling is that of its dataset; null for a run that forecasts nothing or has a preparation.
 */
export async function olderOf(
  datasets: Datasets,
  run: RunView,
): Promise<(OlderForecaster & RunForecaster) | 'dataset-gone' | null> {
  const model = JSON.parse(run.model) as ModelSpec;
  if (!can(model.task, 'forecast') || run.preparation !== null) return null;
  const dataset = datasets.find(run.dataset_id);
  if (dataset === null || dataset.is_missing === 1) return 'dataset-gone';
  const content = await datasets.content(dataset);
  if (content.kind !== 'numeric') return null;
  const older = olderForecaster(content, JSON.parse(run.train) as TrainSpec);
  return older && { ...older, steps: content.horizon };
}

function noForecaster(): StudioError {
  const message = 'Only a forecaster tells numbers that are yet to come. Choose a run that has one.';
  return new StudioError('invalid-data', message, { reason: 'no-forecaster' });
}

function scalingGone(name: string): StudioError {
  const message =
    `An older version trained this run, and left its scaling in the dataset “${name}”, which is not here. Without it nobody can tell what the network reads ` +
    'and says in real numbers: it cannot forecast or be compared with a file. Import that dataset again, or train a new run.';
  return new StudioError('invalid-data', message, { reason: 'scaling-gone', name });
}
