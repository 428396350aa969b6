import type { Backend } from '../backends/backend.ts';
import { storedParameters, writeTensors } from '../checkpoint/stored-tensors.ts';
import type { StoredTensor } from '../checkpoint/stored-tensors.ts';
import type { Model } from '../models/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Checkpoint, TrainingProgress } from '../spec/checkpoint-spec.ts';
import { beforeRestore } from './best-parameters.ts';
import type { PassSet } from './pass-set.ts';

/** The tensors that a training computes with and a checkpoint holds, under their names there. */
export interface TrainingTensors {
  parameters: StoredTensor[];
  /** Parameters, what the optimizer has gathered, and the recurrent states where they are carried from step to step. */
  all: StoredTensor[];
}

export function trainingTensors(model: Model, optimizer: Optimizer, carried: PassSet | null): TrainingTensors {
  const parameters = storedParameters(model);
  const states = carried === null ? [] : carried.passes.flatMap((pass) => pass.states);
  return {
    parameters,
    all: [...parameters, ...optimizer.slots, ...states.map(({ name, value }) => ({ name: `state/${name}`, value }))],
  };
}

/** Puts a training where a checkpoint left it. Throws EngineError `invalid-checkpoint` for one of another model. */
export function restoreTensors(
  backend: Backend,
  { all }: TrainingTensors,
  optimizer: Optimizer,
  { progress, tensors }: Checkpoint,
): void {
  const given = new Set(tensors.map(({ name }) => name));
  const needed = all.filter(({ name }) => given.has(name) || !beginsAnew(name, progress));
  writeTensors(backend, beforeRestore(tensors), needed);
  optimizer.stepCount = progress.step - (progress.optimizerSince ?? 0);
}

/** Tensors that a checkpoint need not have: nothing has been gathered in them. */
function beginsAnew(name: string, { step, optimizerSince, batchInEpoch }: TrainingProgress): boolean {
  return (
    (name.startsWith('optimizer/') && optimizerSince === step) || (name.startsWith('state/') && batchInEpoch === 0)
  );
}
