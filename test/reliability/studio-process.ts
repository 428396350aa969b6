/**
 * A studio in a process of its own that works without end in the folder in argument 1: goes on with the run that is not finished or
 * begins a new one, and beside that imports texts and deletes texts and runs. Says what it has done, so that whoever kills it knows
 * what must be there afterwards.
 */
import { StudioError } from '../../src-main/contract/errors.ts';
import { spawnEngineChild } from '../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import type { StudioMessage } from './messages.ts';
import { trainingText, workload } from './workload.ts';

/** Finished runs that are kept; older ones are deleted. */
const keptRuns = 1;

const host = await createHost({
  dataDir: process.argv[2] ?? '',
  spawnEngine: spawnEngineChild,
  role: 'command',
  version: '1.2.3',
  log: (level, message, error) => {
    const isKill = error instanceof StudioError && error.code === 'engine-failed';
    if (level === 'error' && !isKill) say({ type: 'broken', message: `${message} ${String(error)}` });
  },
});
const { client } = host;

function say(message: StudioMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** An engine that was killed fails what it was asked for. */
function isEngineFailure(error: unknown): boolean {
  return error instanceof Error && 'data' in error && (error.data as { code?: string }).code === 'engine-failed';
}

async function trainWithoutEnd(datasetId: string): Promise<void> {
  for (;;) {
    const open = (await client.runs.list()).find(({ state }) => state !== 'finished');
    const { id: runId } =
      open === undefined
        ? await client.runs.start({ datasetId, ...workload })
        : await client.runs.resume({ runId: open.id });
    say({ type: 'training', runId });
    for await (const { run } of await client.runs.watch({ runId })) {
      say({ type: 'saved', runId, steps: (await client.runs.checkpoints({ runId })).map(({ step }) => step) });
      if (run.state === 'running') continue;
      if (run.state === 'finished' || run.state === 'interrupted') say({ type: run.state, runId });
      else say({ type: 'broken', message: `The run is ${run.state}: ${run.error?.message}` });
      break;
    }
  }
}

async function importAndDeleteWithoutEnd(): Promise<void> {
  for (;;) {
    say({ type: 'importing' });
    const text = `${Math.random()} `.repeat(2000);
    const dataset = await client.datasets
      .import({ name: 'extra.txt', file: new Blob([text]) })
      .catch((error: unknown) => {
        if (!isEngineFailure(error)) throw error;
        return null;
      });
    if (dataset !== null) {
      say({ type: 'imported', datasetId: dataset.id, hash: dataset.hash });
      say({ type: 'deleting', id: dataset.id });
      await client.datasets.delete({ datasetId: dataset.id });
      await client.trash.empty({});
      say({ type: 'deleted', id: dataset.id });
    }
    const finished = (await client.runs.list()).filter(({ state }) => state === 'finished');
    for (const { id } of finished.slice(keptRuns)) {
      say({ type: 'deleting', id });
      await client.runs.delete({ runId: id });
      await client.trash.empty({});
      say({ type: 'deleted', id });
    }
  }
}

say({ type: 'ready', runs: (await client.runs.list()).map(({ id, state }) => ({ id, state })) });
const texts = await client.datasets.list();
const base =
  texts.find(({ name }) => name === 'base.txt') ??
  (await client.datasets.import({ name: 'base.txt', file: new Blob([trainingText]) }));
say({ type: 'imported', datasetId: base.id, hash: base.hash });
await Promise.all([trainWithoutEnd(base.id), importAndDeleteWithoutEnd()]);
