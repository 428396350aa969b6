/**
 * Trains in the folder in argument 1, which lies on a disk of a few megabytes, while argument 2, a file there, is made as large as the
 * disk allows; frees the space again and resumes. Prints what became of the run and of the database as one JSON line.
 */
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import type { RunState } from '../../../src-main/contract/runs/run-records.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { checkDatabase } from '../../../src-main/db/check-database.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { foxText } from '../fox-text.ts';

const [dataDir = '', filler = ''] = process.argv.slice(2);
const open = () =>
  createHost({ dataDir, spawnEngine: spawnEngineChild, role: 'command', version: '1.2.3', log: () => undefined });
let host = await open();
let { client } = host;

async function runIn(runId: string, state: RunState) {
  for await (const { run } of await client.runs.watch({ runId })) {
    if (run.state === state) return run;
    if (run.state !== 'running') throw new Error(`The run is ${run.state}: ${run.error?.message}`);
  }
  throw new Error('The run was deleted.');
}

function fillDisk(): void {
  try {
    for (;;) appendFileSync(filler, Buffer.alloc(2 ** 14, 1));
  } catch {
    // That is the point.
  }
}

const { id: datasetId } = await client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) });
const train = defaultTraining('language-model');
const { id: runId } = await client.runs.start({
  datasetId,
  presetId: 'char-rnn-s',
  train: {
    batchSize: 10,
    sequenceLength: 10,
    epochs: 3,
    // Each checkpoint needs 2.6 MB more.
    checkpoints: { ...train.checkpoints, everySteps: 5, keepLast: 1000 },
  },
});
// The first checkpoint is that of the untrained network.
for await (const { run } of await client.runs.watch({ runId })) if (run.checkpointCount > 1) break;
fillDisk();
const interrupted = await runIn(runId, 'interrupted');
const told = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error.message,
  );
const refused = await told(client.datasets.import({ name: 'more.txt', file: new Blob([foxText.toUpperCase()]) }));
const exportsTold: (string | null)[] = [];
for (const format of ['onnx', 'pytorch', 'kioku'] as const) {
  const taking = async () => {
    for await (const update of await client.exports.create({ runId, format })) void update;
  };
  exportsTold.push(await told(taking()));
}
const exportsKept = readdirSync(join(dataDir, 'exports'));
await host.close();
host = await open();
({ client } = host);
const reopened = await client.runs.get({ runId });
const saved = await client.runs.checkpoints({ runId });
const problems = [...checkDatabase(join(dataDir, 'kioku.db')).problems];
rmSync(filler);
await client.runs.resume({ runId });
const finished = await runIn(runId, 'finished');
await host.close();
problems.push(...checkDatabase(join(dataDir, 'kioku.db')).problems);
const savedStep = saved.at(-1)?.step;
console.log(
  JSON.stringify({ interrupted, reopened, refused, exportsTold, exportsKept, savedStep, finished, problems }),
);
