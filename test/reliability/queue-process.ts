/**
 * A served studio in a process of its own, on the folder in argument 1. With `fill` it starts three runs that differ in nothing, of as many
 * steps as argument 3 says, of which two wait, and says when the first one has saved something; with `finish` it starts nothing, and says when nothing is left to do.
 */
import { spawnEngineChild } from '../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import type { QueueMessage } from './queue-over-restart.ts';
import { trainingText, workload } from './workload.ts';

const [dataDir = '', task = '', maxSteps = ''] = process.argv.slice(2);
const host = await createHost({
  dataDir,
  spawnEngine: spawnEngineChild,
  role: 'server',
  version: '1.2.3',
  log: (level, message, error) => level === 'error' && console.error(message, error),
});
const { client } = host;

function say(message: QueueMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function states(): Promise<QueueMessage['states']> {
  return Object.fromEntries((await client.runs.list()).map(({ name, id, state }) => [name, { id, state }]));
}

if (task === 'fill') {
  const { id: datasetId } = await client.datasets.import({ name: 'base.txt', file: new Blob([trainingText]) });
  const train = { ...workload.train, maxSteps: Number(maxSteps) };
  const first = await client.runs.start({ datasetId, name: 'first', model: workload.model, train });
  for (const name of ['second', 'third']) await client.runs.start({ datasetId, name, model: workload.model, train });
  for await (const { run } of await client.runs.watch({ runId: first.id })) if (run.checkpointCount > 1) break;
  say({ type: 'busy', states: await states() });
} else {
  say({ type: 'opened', states: await states() });
  const changes = await client.runs.changes();
  while ((await changes.next()).done !== true) {
    const all = Object.values(await states());
    if (all.every(({ state }) => state !== 'queued' && state !== 'running')) break;
  }
  say({ type: 'done', states: await states() });
  await host.close();
}
