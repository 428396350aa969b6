import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Store } from '../../db/open-store.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import type { RunningEngine } from '../engines/running-engine.ts';
import type { Settings } from '../settings.ts';
import { availableMemory, describeLack, estimateMemory, requireMemory, type MemoryEstimate } from './memory-guard.ts';
import { notTraining } from './not-training.ts';
import type { RunJournal } from './run-journal.ts';
import { plannedTraining, trainingJob } from './training-job.ts';

export interface TrainingSources {
  store: Store;
  datasets: Datasets;
  supervisor: EngineSupervisor;
  settings: Settings;
}

interface Following {
  /** Asked when the data have been read: tells whether the run is still to be trained. */
  isWanted(): boolean;
  /** Tells whether the run still holds the engine, and events are to be heard. */
  isHeld(): boolean;
  onEvent(event: EngineEvent): void;
  onExit(detail: string): void;
}

/**
 * Resolves with the engine, once it has the job; whatever is sent to it afterwards comes after the job. Throws what keeps a run from
 * being trained, such as `out-of-memory`.
 */
export async function beginTraining(
  { store, datasets, supervisor, settings }: TrainingSources,
  journal: RunJournal,
  { isWanted, isHeld, onEvent, onExit }: Following,
): Promise<RunningEngine> {
  const { row } = journal;
  const dataset = datasets.row(row.dataset_id);
  const planned = plannedTraining(store, row);
  const { tokenCount } = planned.analysis;
  const memory = estimateMemory(planned.model, planned.train, { tokenCount, bytes: dataset.bytes });
  const last = store.checkpoints.last(row.key);
  const [engine, content, resumeFrom] = await Promise.all([
    engineWithRoom(supervisor, memory, planned.train),
    datasets.content(dataset),
    last === undefined ? null : store.checkpoints.load(last, ''),
  ]);
  if (!isWanted()) throw notTraining();
  journal.rewind();
  const unsubscribe = engine.subscribe({
    onEvent: (event) => {
      onEvent(event);
      if (!isHeld()) unsubscribe();
    },
    onExit: ({ detail }) => onExit(detail),
  });
  engine.send({
    type: 'train',
    runId: row.id,
    job: trainingJob(row, planned, { content, resumeFrom, threads: settings.get().threads }),
  });
  return engine;
}

/** Returns a new engine where the one that is there still holds memory of an earlier run. Throws `out-of-memory`. */
async function engineWithRoom(
  supervisor: EngineSupervisor,
  memory: MemoryEstimate,
  train: TrainSpec,
): Promise<RunningEngine> {
  if (describeLack(memory, train, availableMemory()) !== null) await supervisor.close();
  requireMemory(memory, train, availableMemory());
  return supervisor.connect();
}
