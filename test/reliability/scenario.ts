import { spawnEngineChild } from '../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import type { Host } from '../../src-main/host/host.ts';
import { trainingText } from './workload.ts';

/** What came of a scenario: a sentence about it, and whatever was not as it has to be. */
export interface Outcome {
  summary: string;
  problems: string[];
}

/** Something that a studio has to live through, in a data folder of its own. */
export type Scenario = (dataDir: string) => Promise<Outcome>;

export async function openStudio(dataDir: string): Promise<Host> {
  return createHost({
    dataDir,
    spawnEngine: spawnEngineChild,
    role: 'command',
    version: '1.2.3',
    log: () => undefined,
  });
}

/** Begins a training that goes on for as long as anybody needs it, and gives its id once it has done a step. */
export async function startEndlessTraining({ client }: Host): Promise<string> {
  const { id: datasetId } = await client.datasets.import({ name: 'base.txt', file: new Blob([trainingText]) });
  const train = { batchSize: 10, sequenceLength: 10, epochs: 1_000_000 };
  const { id: runId } = await client.runs.start({ datasetId, presetId: 'char-rnn-s', train });
  await stepsPast(client, runId, 0);
  return runId;
}

/** Resolves with the run's step once that is past the one given. */
export async function stepsPast(client: Host['client'], runId: string, step: number): Promise<number> {
  for await (const { run } of await client.runs.watch({ runId })) if (run.step > step) return run.step;
  throw new Error('The run was deleted.');
}
