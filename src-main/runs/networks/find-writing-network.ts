import type { ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type { WritingModelInput } from '../../contract/writing/writing-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { NetworkSource } from '../engines/network-request.ts';
import type { Settings } from '../settings.ts';
import type { TrainingQueue } from '../training/training-queue.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import { preparationOf } from './preparation-of.ts';

export interface WritingOptions {
  store: Store;
  /** A training has the cores: a text is then written on one thread, since two that wait for each other would be slower. */
  queue: Pick<TrainingQueue, 'isTraining'>;
  settings: Settings;
}

/**
 * Returns the network of a run that writes, and the checkpoint that it is of. Throws `invalid-model` where it is no language model, and
 * `checkpoint-not-found`.
 */
export function findWritingNetwork(
  { store, queue, settings }: WritingOptions,
  run: RunView,
  { checkpointId, weights }: Pick<WritingModelInput, 'checkpointId' | 'weights'>,
): NetworkSource & { checkpointId: string } {
  const model = JSON.parse(run.model) as ModelSpec;
  if (!can(model.task, 'generate')) throw writesNothing(model.task);
  const checkpoint = findCheckpoint(store, run, checkpointId);
  return {
    checkpointId: checkpoint.id,
    job: { networkId: checkpoint.id, threads: queue.isTraining ? 1 : settings.get().threads, weights },
    load: async () => ({
      model,
      tokenizer: tokenizerOf(store, run),
      preparation: preparationOf(run),
      checkpoint: await store.checkpoints.load(checkpoint, 'parameter/'),
      backend: (JSON.parse(run.train) as TrainSpec).backend,
    }),
  };
}

function tokenizerOf(store: Store, run: RunView): TokenizerState {
  const analysis = store.analyses.get(run.analysis_key);
  if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
  return analysis.tokenizer;
}

function writesNothing(task: Task): StudioError {
  const { does } = taskFacts[task].words;
  const message = `The network of this run ${does} and does not write. Choose a run of a language model.`;
  return new StudioError('invalid-model', message, { reason: 'does-not-write' });
}
