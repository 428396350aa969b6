import { expect, onTestFinished, test } from 'vitest';
import type { EngineInfo } from '../../../src-engine/spec/engine-protocol.ts';
import { eventually } from '../../eventually.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { checkpoint, ScriptedEngine, started, steps } from './scripted-engine.ts';

/** A host on a machine with these variants, the fastest first. */
async function hostWith(dataDir: string, variants: string[]) {
  const engines: ScriptedEngine[] = [];
  const info: EngineInfo = {
    backends: ['auto', 'wasm'],
    threads: 1,
    variant: variants.find((name) => name !== 'native') ?? null,
    gigaflops: 50,
    variants,
  };
  const host = await openTemporaryHost({
    dataDir,
    spawnEngine() {
      const engine = new ScriptedEngine();
      engines.push(engine);
      queueMicrotask(() => engine.say({ type: 'ready', info }));
      return engine;
    },
  });
  // A host that closes would wait for the answer to its pause.
  onTestFinished(() => engines.forEach((engine) => engine.exit('the test is over')));
  return { host, engines };
}

/** A run with native kernels that was interrupted at step 3, on a machine that had them. */
async function interruptedRun(dataDir: string) {
  const { host, engines } = await hostWith(dataDir, ['native', 'native-avx512', 'relaxed']);
  const { id: datasetId } = await host.client.datasets.import({ name: 'ab.txt', file: new Blob(['ab'.repeat(1500)]) });
  const run = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s', train: { variant: 'native' } });
  const engine = await eventually(() => {
    const found = engines.find((each) => each.asked('train')?.runId === run.id);
    if (found === undefined) throw new Error('No engine has it yet.');
    return found;
  });
  engine.say(started(run.id), steps(run.id, 1, 3), checkpoint(run.id, 3));
  await eventually(async () => expect(await host.client.runs.checkpoints({ runId: run.id })).toHaveLength(1));
  engine.exit('killed by SIGKILL');
  await runIn(host, run.id, 'interrupted');
  await host.close();
  return { datasetId, runId: run.id };
}

const refusal = (details: object) =>
  expect.objectContaining({
    data: { code: 'invalid-training', details: { variant: 'native', variants: 'relaxed, baseline', ...details } },
  });

const made = async ({ client }: TemporaryHost) => ({
  runs: (await client.runs.list()).length,
  sweeps: (await client.sweeps.list()).length,
});

test('what asks for kernels that this machine lacks is refused before a run, a sweep or a group is made', async () => {
  const dataDir = temporaryFolder();
  const { datasetId, runId } = await interruptedRun(dataDir);
  const { host } = await hostWith(dataDir, ['relaxed', 'baseline']);
  const { client } = host;
  const before = await made(host);
  const wanted = { datasetId, presetId: 'char-rnn-s', train: { variant: 'native' as const } };
  const missing = refusal({ reason: 'no-variant' });
  await expect(client.runs.start(wanted)).rejects.toEqual(missing);
  const rungs = { unit: 'epochs' as const, first: 1, whole: 4, reduction: 2 };
  await expect(client.sweeps.start({ name: 'rates', runs: [wanted, wanted], rungs })).rejects.toEqual(missing);
  await expect(client.runs.repeatWithSeeds({ runId, seeds: 2 })).rejects.toEqual(missing);
  expect(await made(host)).toEqual(before);
  expect((await client.runs.get({ runId })).group).toBeNull();
});

test('a run whose kernels this machine lacks is not resumed, and goes on as a branch with those that its refusal names', async () => {
  const dataDir = temporaryFolder();
  const { runId } = await interruptedRun(dataDir);
  const { host, engines } = await hostWith(dataDir, ['relaxed', 'baseline']);
  const { client } = host;
  const missing = refusal({ reason: 'no-variant-for-run', run: runId, other: 'relaxed' });
  await expect(client.runs.resume({ runId })).rejects.toEqual(missing);
  const [last] = await client.runs.checkpoints({ runId });
  await expect(client.runs.branch({ checkpointId: last.id, train: {} })).rejects.toEqual(missing);
  expect(await client.runs.get({ runId })).toMatchObject({ state: 'interrupted', step: 3 });
  const branch = await client.runs.branch({ checkpointId: last.id, train: { variant: 'relaxed' } });
  await eventually(() => expect(engines.some((engine) => engine.asked('train')?.runId === branch.id)).toBe(true));
});
