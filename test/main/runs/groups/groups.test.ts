import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../../eventually.ts';
import { systemClock } from '../../../../src-main/runs/training/clock.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importFox, openTemporaryHost, runIn, type TemporaryHost } from '../../temporary-host.ts';
import { finalParameters } from '../final-parameters.ts';
import { tinyModel } from '../tiny-model.ts';

const short = { epochs: 2, batchSize: 10, sequenceLength: 10 };

async function trained({ client }: TemporaryHost, datasetId: string, train = {}): Promise<string> {
  const { id } = await client.runs.start({ datasetId, model: tinyModel, train: { ...short, seed: 7, ...train } });
  expect(await runIn({ client }, id, 'finished', 'failed', 'diverged')).toMatchObject({ error: null });
  return id;
}

test('a run that is repeated with seeds is a group, whose runs differ in their seeds alone', async () => {
  const host = await openTemporaryHost();
  const runId = await trained(host, await importFox(host));
  const { client } = host;
  const runs = await client.runs.repeatWithSeeds({ runId, seeds: 3, name: 'Three of them' });
  expect(runs.map(({ train }) => train.seed)).toEqual([7, 8, 9]);
  expect(new Set(runs.map(({ group }) => JSON.stringify(group))).size).toBe(1);
  expect(runs[0]).toMatchObject({ id: runId, group: { name: 'Three of them', kind: 'seeds' } });
  const ended = await Promise.all(runs.map(({ id }) => runIn(host, id, 'finished')));
  expect(new Set(ended.map(({ bestValidationLoss }) => bestValidationLoss)).size).toBe(3);
  const [first, ...others] = ended.map(({ train, model, tokenizer }) => ({
    train: { ...train, seed: 0 },
    model,
    tokenizer,
  }));
  for (const other of others) expect(other).toEqual(first);

  const more = await client.runs.repeatWithSeeds({ runId: runs[1]?.id ?? '', seeds: 4 });
  expect(more.map(({ train }) => train.seed)).toEqual([7, 8, 9, 10]);
  expect(await client.runs.repeatWithSeeds({ runId, seeds: 2 })).toHaveLength(4);
});

test('a repeat is what its seed trains: the same as a run that was started with it', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const runId = await trained(host, datasetId);
  const [, repeated] = await host.client.runs.repeatWithSeeds({ runId, seeds: 2 });
  const ended = await runIn(host, repeated?.id ?? '', 'finished');
  const alone = await host.client.runs.get({ runId: await trained(host, datasetId, { seed: 8 }) });
  expect(ended.bestValidationLoss).toBe(alone.bestValidationLoss);
});

test('a branch is repeated from where it began', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await trained(host, await importFox(host));
  const [, checkpoint] = await client.runs.checkpoints({ runId });
  const branch = await client.runs.branch({ checkpointId: checkpoint?.id ?? '', train: { epochs: 3 } });
  await runIn(host, branch.id, 'finished');
  const [, repeated] = await client.runs.repeatWithSeeds({ runId: branch.id, seeds: 2 });
  expect(repeated?.parent).toEqual(branch.parent);
  const ended = await runIn(host, repeated?.id ?? '', 'finished');
  expect(ended).toMatchObject({ epoch: 3, train: { seed: 8 } });
});

test('a fix is tried by pairs of short trainings with the same seeds, and judged', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const optimizer = { type: 'sgd' as const, learningRate: 1e-6 };
  const runId = await trained(host, await importFox(host), { optimizer, epochs: 6 });
  const fix = { kind: 'new-run' as const, changes: { train: { optimizer: { ...optimizer, learningRate: 0.5 } } } };
  const trial = await client.runs.tryFix({ runId, rule: 'learning-rate-too-low', fix, pairs: 3 });
  expect(trial).toMatchObject({ runId, rule: 'learning-rate-too-low', open: 6, verdict: null });
  expect(trial.pairs.map(({ seed }) => seed)).toEqual([8, 9, 10]);
  const over = await eventually(async () => {
    const [now] = await client.runs.fixTrials({ runId });
    expect(now?.open).toBe(0);
    return now;
  });
  expect(over?.verdict).toMatchObject({ outcome: 'helped', pairs: 3 });
  expect(over?.verdict?.high).toBeLessThan(0);
  for (const { before, after } of over?.pairs ?? []) expect(after.loss).toBeLessThan(before.loss ?? 0);

  const again = await client.runs.tryFix({ runId, fix, pairs: 3 });
  expect(again.pairs.map(({ before }) => before.runId)).toEqual(trial.pairs.map(({ before }) => before.runId));
  expect(again.open).toBe(3);
});

test('early stopping is judged by the networks that are kept, and the steps that it saves are told', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await trained(host, await importFox(host), { epochs: 4 });
  // No epoch is better by so much: the training ends after the first one that could have been.
  const earlyStopping = { patience: 1, minDelta: 10, restoreBest: true, judgesEnd: true };
  const fix = { kind: 'new-run' as const, changes: { train: { earlyStopping } } };
  const { pairs } = await client.runs.tryFix({ runId, rule: 'wasted-epochs', fix, pairs: 2 });
  const ended = pairs.map(async ({ before, after }) => [
    await runIn(host, before.runId ?? '', 'finished'),
    await runIn(host, after.runId ?? '', 'finished'),
  ]);
  const runs = await Promise.all(ended);
  const [judged] = await client.runs.fixTrials({ runId });
  expect(judged).toMatchObject({ judged: 'kept', verdict: { pairs: 2 } });
  expect(judged?.pairs.map(({ before, after }) => [before.loss, after.loss])).toEqual(
    runs.map(([before, after]) => [before?.validationLoss, after?.bestValidationLoss]),
  );
  expect(judged?.pairs.map(({ before, after }) => [before.steps, after.steps])).toEqual(Array(2).fill([160, 80]));
});

test('a trial survives the studio, and one that begins with a checkpoint compares what follows on it', async () => {
  const dataDir = temporaryFolder();
  // The trial has to wait for the night, whatever time it is here.
  const clock = { ...systemClock, now: () => Date.parse('2026-11-30T12:00Z') };
  const first = await openTemporaryHost({ dataDir, clock });
  await first.client.settings.set({ nightHours: { from: '22:00', to: '06:00', timeZone: 'UTC' } });
  const runId = await trained(first, await importFox(first), { epochs: 4 });
  const checkpoint = (await first.client.runs.checkpoints({ runId })).find(({ epoch }) => epoch === 1);
  const fix = { kind: 'branch' as const, checkpointId: checkpoint?.id ?? '', train: { l2: 0.5 } };
  const trial = await first.client.runs.tryFix({ runId, fix, pairs: 2, when: 'night', steps: 5 });
  const waiting = trial.pairs.flatMap(({ before, after }) => [before.runId ?? '', after.runId ?? '']);
  await first.close();

  const second = await openTemporaryHost({ dataDir, role: 'server', clock });
  for (const id of waiting) await second.client.runs.schedule({ runId: id, startAt: null });
  const ended = await Promise.all(waiting.map((id) => runIn(second, id, 'finished')));
  expect(ended.map(({ step }) => step)).toEqual(Array(4).fill((checkpoint?.step ?? 0) + 5));
  const [judged] = await second.client.runs.fixTrials({ runId });
  expect(judged).toMatchObject({ id: trial.id, open: 0, verdict: { pairs: 2 } });
});

test('a run that began with vectors of words is repeated with them, and with all else drawn anew', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const text = new Blob(['The cat sees the dog. '.repeat(60)]);
  const { id: datasetId } = await client.datasets.import({ name: 'cats.txt', file: text });
  const file = join(temporaryFolder(), 'vectors.txt');
  writeFileSync(file, ['the 0.5 -1 2', 'cat 1 2 3', 'dog -3 0.25 1'].join('\n'));
  const importId = host.stageFiles('vectors.txt', [{ path: 'vectors.txt', bytes: statSync(file).size, file }]);
  const tokenizer = { type: 'word' as const, locale: 'en', minimumFrequency: 1 };
  const vectors = { importId, trainable: false };
  const train = { ...short, batchSize: 4, sequenceLength: 5, seed: 7 };
  const { id: runId } = await client.runs.start({ datasetId, tokenizer, model: tinyModel, train, vectors });
  await runIn(host, runId, 'finished');
  const [, repeated] = await client.runs.repeatWithSeeds({ runId, seeds: 2 });
  await runIn(host, repeated?.id ?? '', 'finished');
  const own = finalParameters(host.dataDir, runId);
  const other = new Map(finalParameters(host.dataDir, repeated?.id ?? '').map(({ name, hash }) => [name, hash]));
  // The frozen vectors are the same in both runs; everything else was drawn by another seed, and trained.
  const same = own.filter(({ name, hash }) => other.get(name) === hash).map(({ name }) => name);
  expect(own.length).toBeGreaterThan(3);
  expect(same).toEqual(['parameter/0.weights']);
});
