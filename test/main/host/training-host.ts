/**
 * A host in a process of its own, for tests that kill it: opens the folder in argument 1, trains a run without end with a checkpoint
 * every 5 steps, of which a few have room, and prints one JSON line when the eighth one is stored, which may be some steps later.
 */
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { foxText } from '../fox-text.ts';

const host = await createHost({
  dataDir: process.argv[2] ?? '',
  spawnEngine: spawnEngineChild,
  role: 'command',
  version: '1.2.3',
  log: (_level, message, error) => console.error(message, error),
});
const { id: datasetId } = await host.client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) });
const train = defaultTraining('language-model');
const { id: runId } = await host.client.runs.start({
  datasetId,
  presetId: 'char-rnn-s',
  train: {
    batchSize: 10,
    sequenceLength: 10,
    epochs: 100_000,
    checkpoints: { ...train.checkpoints, everySteps: 5, spaceBytes: 12_000_000 },
  },
});
const changes = await host.client.runs.watch({ runId });
while ((await changes.next()).done !== true) {
  const checkpoints = await host.client.runs.checkpoints({ runId });
  if (!checkpoints.some(({ step }) => step >= 40)) continue;
  console.log(JSON.stringify({ runId }));
  break;
}
