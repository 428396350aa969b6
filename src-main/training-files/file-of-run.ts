import { backendChoices } from '../../src-engine/spec/backends.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import type { RunEventRecord, RunRecord } from '../contract/runs/run-records.ts';
import type { CheckpointRecord } from '../contract/runs/checkpoint-records.ts';
import type { TrainingFile } from '../contract/training-files/training-file.ts';

interface KnownRun {
  run: RunRecord;
  /** The dataset's name and hash; null where it has been deleted. */
  dataset: { name: string; hash: string } | null;
  checkpoints: readonly CheckpointRecord[];
  events: readonly RunEventRecord[];
}

/**
 * Returns the file that repeats a run to the same bits, with everything in it that was chosen for the run. A run that did
 * not begin with weights of its own seed begins again with the same ones: with its own first checkpoint, which stays for
 * as long as the run does.
 */
export function fileOfRun({ run, dataset, checkpoints, events }: KnownRun): TrainingFile {
  const { name, tokenizer, model } = run;
  const train = settledTraining(run);
  const [beginning] = checkpoints.toSorted((a, b) => a.step - b.step);
  if (beginning !== undefined && (run.parent !== null || wasGiven(beginning, events)))
    return { name, from: { run: run.id, checkpoint: beginning.id, keep: 'training' }, train };
  const window = model.forecast?.window ?? null;
  return {
    name,
    ...(dataset !== null && { data: { dataset: dataset.name, hash: dataset.hash } }),
    tokenizer,
    model,
    ...(window !== null && { window }),
    train,
  };
}

/** Tells whether a run began with weights that were brought, which were there before it had its first turn. */
function wasGiven({ step, createdAt }: CheckpointRecord, events: readonly RunEventRecord[]): boolean {
  const begun = events.find(({ kind }) => kind === 'begin');
  return step === 0 && createdAt <= (begun?.at ?? Infinity);
}

/** The settings that older runs leave out mean something else in a new run, and are written out. */
function settledTraining({ train, backend }: RunRecord): TrainSpec {
  const { optimizer, earlyStopping } = train;
  const computed = backendChoices.find((choice) => choice === backend);
  return {
    ...train,
    batching: train.batching ?? 1,
    labelSmoothing: train.labelSmoothing ?? 0,
    backend: computed ?? train.backend,
    optimizer: optimizer.type === 'adamw' ? { ...optimizer, decayBiases: optimizer.decayBiases ?? true } : optimizer,
    earlyStopping: earlyStopping && { ...earlyStopping, judgesEnd: earlyStopping.judgesEnd ?? false },
  };
}
