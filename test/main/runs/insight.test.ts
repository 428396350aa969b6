import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { storedParameters, writeTensors } from '../../../src-engine/checkpoint/stored-tensors.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { readActivations } from '../../../src-engine/insight/activations.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { importFox, openTemporaryHost, runAtStep, runIn } from '../temporary-host.ts';

const pinned = 'the quick brown fox';
const small = { batchSize: 10, sequenceLength: 10, epochs: 100_000 };

async function startRun(host: Host): Promise<string> {
  const datasetId = await importFox(host);
  const { id } = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s', train: small });
  return id;
}

test('gates and states of a checkpoint are those of the float64 oracle', async () => {
  const host = await openTemporaryHost();
  const runId = await startRun(host);
  await runAtStep(host, runId, 5);
  await host.client.runs.stop({ runId });
  await runIn(host, runId, 'stopped');
  const { id: checkpointId, step } = (await host.client.runs.checkpoints({ runId })).at(-1)!;
  const seen = await host.client.insight.activations({ runId, checkpointId, text: pinned });
  const { model: spec } = await host.client.runs.get({ runId });
  const unit = { runId, checkpointId, text: pinned, loop: '2', unit: 3 };
  const cell = await host.client.insight.cellSteps(unit);
  await expect(host.client.insight.cellSteps({ ...unit, unit: 128 })).rejects.toThrow('has no such unit');
  await host.close();

  const store = await openStore(host.dataDir);
  const run = store.runs.get(runId)!;
  const { tensors } = await store.checkpoints.load(store.checkpoints.get(run.key, checkpointId)!, 'parameter/');
  const vocabulary = store.analyses.get(run.analysis_key)!.tokenizer.vocabulary;
  await store.close();
  const model = createModel(createReferenceBackend(), spec);
  writeTensors(model.backend, tensors, storedParameters(model));
  const expected = await readActivations(
    model,
    Int32Array.from(pinned, (character) => vocabulary.indexOf(character)),
  );

  expect(seen.step).toBe(step);
  expect(seen.tokens).toEqual([...pinned]);
  expect(seen.loops.map(({ loop }) => loop)).toEqual(['1', '2']);
  expect(cell.tokens).toEqual(seen.tokens);
  for (const { variable, values } of seen.loops[1]?.variables ?? []) {
    const rows = new Float32Array(await values.arrayBuffer());
    const ofUnit = cell.variables.find((each) => each.variable === variable);
    expect(ofUnit?.values).toEqual(cell.tokens.map((_, t) => rows[t * 128 + 3]));
  }
  for (const [n, { variables }] of seen.loops.entries()) {
    for (const [v, { variable, values }] of variables.entries()) {
      const actual = new Float32Array(await values.arrayBuffer());
      expect(variable).toBe(expected[n]?.variables[v]?.variable);
      expect(relativeError(actual, expected[n]?.variables[v]?.values ?? [])).toBeLessThanOrEqual(1e-4);
    }
  }
});

test('a look that nobody waits for any more ends without an entry in the log', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await startRun(host);
  await runAtStep(host, runId, 1);
  const leaving = new AbortController();
  // More of the same than the training leaves time for, so that some wait for their turn.
  const looks = [1, 2, 3].map(() => client.insight.spectra({ runId, live: true }, { signal: leaving.signal }));
  await Promise.race(looks);
  leaving.abort();
  await Promise.allSettled(looks);
  await client.runs.stop({ runId });
  await runIn(host, runId, 'stopped');
  expect(host.logged).toEqual([]);
});

test('a run shows its inside while it trains, and when it is paused the same as its checkpoint', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await startRun(host);
  await runAtStep(host, runId, 3);
  const early = await client.insight.gradientFlow({ runId, live: true, steps: 10 });
  expect(early.step).toBeGreaterThanOrEqual(3);
  expect(early.flows.map(({ loop, hidden }) => [loop, hidden.length])).toEqual([
    ['1', 10],
    ['2', 10],
  ]);
  const { texts } = await client.insight.samples({
    runId,
    live: true,
    prompt: 'the ',
    length: 5,
    samplings: [0, 1].map((temperature) => ({
      temperature,
      topK: 0,
      topP: 1,
      minP: 0,
      repetitionPenalty: 1,
      repetitionWindow: 0,
      stopStrings: [],
      seed: 1,
    })),
  });
  expect(texts.map(({ length }) => length)).toEqual([5, 5]);

  await client.runs.pause({ runId });
  await runIn(host, runId, 'paused');
  const clamps = [{ loop: '2', variable: 'output-gate' as const, units: null, value: 0 }];
  const live = await client.insight.counterfactual({ runId, live: true, text: pinned, clamps });
  const [last] = (await client.runs.checkpoints({ runId })).toSorted((a, b) => b.step - a.step);
  const stored = await client.insight.counterfactual({ runId, checkpointId: last?.id ?? '', text: pinned, clamps });
  expect(stored).toEqual(live);
  expect(live.clampedLosses).not.toEqual(live.losses);

  await client.runs.stop({ runId });
  await runIn(host, runId, 'stopped');
  await expect(client.insight.spectra({ runId, live: true })).rejects.toThrow('not training now');
  const looks = await client.insight.steps({ runId, afterStep: 0 });
  expect(looks[0]).toMatchObject({ step: 1, updates: expect.any(Array), saturation: expect.any(Array) });
  expect(looks[0]?.updates.find(({ name }) => name === '1.kernel')?.updateRatio).toBeGreaterThan(0);
});

test('a look into a training that is paused before it has begun says that there is none', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await startRun(host);
  const look = client.insight.spectra({ runId, live: true });
  const told = expect(look).rejects.toMatchObject({
    data: { code: 'invalid-data', details: { reason: 'no-training-now' } },
  });
  await client.runs.pause({ runId });
  await told;
});

test('a pattern that never comes to an end is ended with a reason, and the training goes on and answers meanwhile', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await startRun(host);
  await runAtStep(host, runId, 1);
  // Its end, in the training's own thread, no step would live to see.
  const text = `${'a'.repeat(60)}b`;
  const search = (pattern: string) =>
    client.insight.cells({ runId, live: true, text, property: { kind: 'pattern', pattern }, count: 1 });
  expect([...(await search('a+')).values]).toEqual([...Array<number>(60).fill(1), 0]);

  const endless = search('(a+)+$');
  endless.catch(() => undefined);
  const { step } = await client.runs.get({ runId });
  await runAtStep(host, runId, step + 20);
  expect(await client.runs.pause({ runId })).toMatchObject({ state: 'paused' });
  await expect(endless).rejects.toMatchObject({
    message: expect.stringContaining('Repetitions within repetitions'),
    data: { code: 'invalid-data', details: { reason: 'slow-pattern', pattern: '(a+)+$' } },
  });
  await expect(search('(')).rejects.toMatchObject({ data: { details: { reason: 'no-pattern' } } });
});
