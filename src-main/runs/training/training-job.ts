import type { Checkpoint, StopPlace } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { TrainingJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { RungPlan } from '../sweeps/successive-halving.ts';
import { preparationOf } from '../networks/preparation-of.ts';

/** A run as it is planned, without its data. */
interface PlannedTraining {
  /** The place at which a sweep ends the run early; null means that it trains as long as was planned. */
  stopAt: StopPlace | null;
  model: ModelSpec;
  train: TrainSpec;
  analysis: NonNullable<ReturnType<Store['analyses']['get']>>;
}

export function plannedTraining(store: Store, row: RunView): PlannedTraining {
  const analysis = store.analyses.get(row.analysis_key);
  if (analysis === null) throw new Error(`Run ${row.id} has no tokenizer.`);
  const model = JSON.parse(row.model) as ModelSpec;
  return { model, train: JSON.parse(row.train) as TrainSpec, analysis, stopAt: stopOf(store, row) };
}

/** Returns the job with which the engine trains a run. `threads` serves a run that does not set its own. */
export function trainingJob(
  row: RunView,
  { model, train, analysis, stopAt }: PlannedTraining,
  { content, resumeFrom, threads }: { content: DatasetContent; resumeFrom: Checkpoint | null; threads: number | null },
): TrainingJob {
  return {
    model,
    train: { ...train, threads: train.threads ?? threads },
    tokenizer: analysis.tokenizer,
    preparation: preparationOf(row),
    content,
    resumeFrom,
    ...(stopAt !== null && { stopAt }),
  };
}

function stopOf(store: Store, { sweep_key: key, rung }: RunView): StopPlace | null {
  const sweep = key === null || rung === null ? undefined : store.sweeps.byKey(key);
  if (sweep === undefined || rung === null) return null;
  const { unit, counts } = JSON.parse(sweep.plan) as RungPlan;
  const count = counts[rung];
  return count === undefined ? null : { unit, count };
}
