import { expect, onTestFinished, test } from 'vitest';
import type { GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';
import type { GenerateInput } from '../../../src-main/contract/writing/writing-records.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';
import { checkpoint, ready, ScriptedEngine, started, steps } from './scripted-engine.ts';
import { eventually } from '../../eventually.ts';

const studioError = (code: string) =>
  expect.objectContaining({ code: 'STUDIO', data: expect.objectContaining({ code }) });

const sampling: GenerateInput['sampling'] = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 0,
  stopStrings: [],
  seed: 1,
};
const token = (id: number): GeneratedToken => ({ id, text: 'ab'.charAt(id), probability: 0.5, alternatives: [] });

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is not there yet.');
  return value;
}

/** A paused run with checkpoints at steps 2 and 4, of which the first is better; and the engine that answers requests. */
async function pausedRun() {
  const engines: ScriptedEngine[] = [];
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      engines.push(engine);
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
  });
  onTestFinished(() => engines.forEach((engine) => engine.exit('the test is over')));
  const { id: datasetId } = await host.client.datasets.import({ name: 'ab.txt', file: new Blob(['ab'.repeat(1500)]) });
  const { id: runId } = await host.client.runs.start({ datasetId, presetId: 'char-rnn-s' });
  const training = await eventually(() => found(engines.find((engine) => engine.asked('train'))));
  const epoch = { trainLoss: 2, validationAccuracy: 0.5, validationScores: {}, tokensPerSecond: 10, elapsedMs: 10 };
  training.say(started(runId), steps(runId, 1, 2));
  training.say(
    { type: 'epoch', runId, epoch: { ...epoch, epoch: 1, step: 2, validationLoss: 1 }, breakdown: null },
    checkpoint(runId, 2),
  );
  training.say(steps(runId, 3, 4));
  training.say(
    { type: 'epoch', runId, epoch: { ...epoch, epoch: 2, step: 4, validationLoss: 3 }, breakdown: null },
    checkpoint(runId, 4),
  );
  training.say({ type: 'paused', runId });
  await runIn(host, runId, 'paused');
  const writer = found(engines.find((engine) => engine !== training));
  const generate = (input: Partial<GenerateInput> = {}) =>
    host.client.playground.generate({ runId, prompt: 'ab', length: 10, sampling, ...input });
  const asked = () => eventually(() => found(writer.asked('generate')));
  /** The request that comes again with the network, once the engine has said that it has not got it. */
  const askedAgain = <T extends 'generate' | 'open-network'>(type: T, requestId: string) => {
    writer.say({ type: 'network-wanted', requestId });
    return eventually(() => {
      const request = found(writer.asked(type));
      expect(request.requestId).not.toBe(requestId);
      return request;
    });
  };
  return { host, runId, writer, generate, asked, askedAgain };
}

test('the best checkpoint writes, or the one that is asked for, with its parameters only', async () => {
  const { host, runId, writer, generate, asked, askedAgain } = await pausedRun();
  const [best, second] = await host.client.runs.checkpoints({ runId });
  const stream = await generate();
  const next = stream.next();
  const { requestId: firstId, job: first } = await asked();
  // Without the network, as long as the engine does not say that it has not got it.
  expect(first).toMatchObject({ networkId: best!.id, network: null });
  const { job, requestId } = await askedAgain('generate', firstId);
  expect(job.network?.checkpoint.progress.step).toBe(2);
  expect(job.network?.checkpoint.tensors.map(({ name }) => name)).toEqual(['parameter/0.kernel']);
  writer.say({ type: 'tokens', requestId, tokens: [token(0), token(1)] });
  expect((await next).value).toEqual({ type: 'tokens', tokens: [token(0), token(1)] });
  writer.say(
    { type: 'tokens', requestId, tokens: [token(0)] },
    { type: 'generated', requestId, end: 'length', tokensPerSecond: 7, unknown: ['c'] },
  );
  expect((await stream.next()).value).toEqual({ type: 'tokens', tokens: [token(0)] });
  expect((await stream.next()).value).toEqual({
    type: 'end',
    end: 'length',
    tokensPerSecond: 7,
    checkpointId: best!.id,
    unknown: ['c'],
  });
  expect((await stream.next()).done).toBe(true);

  const other = await generate({ checkpointId: second!.id });
  void other.next().catch(() => undefined);
  await eventually(() => expect(writer.asked('generate')?.job.networkId).toBe(second!.id));
});

test('many texts are told at most 20 times a second: what comes between is told together', async () => {
  const { host, runId, writer } = await pausedRun();
  const [first] = await host.client.runs.checkpoints({ runId });
  const way = { way: 'sample' as const, count: 2, sampling };
  const stream = await host.client.playground.generateMany({ runId, prompt: 'ab', length: 10, way });
  const next = stream.next();
  const { requestId, job } = await eventually(() => found(writer.asked('generate-many')));
  expect(job).toMatchObject({ way, prompt: 'ab', length: 10 });
  const change = (kept: number, text: string) => ({ kept, text, tokens: 1, logProbability: -1, end: null });
  const say = (...continuations: ReturnType<typeof change>[]) =>
    writer.say({ type: 'continuations', requestId, continuations });
  say(change(0, 'a'), change(0, 'ba'));
  expect((await next).value).toEqual({ type: 'continuations', continuations: [change(0, 'a'), change(0, 'ba')] });
  // The first grows by two pieces; of the second the end is replaced twice.
  say(change(1, 'b'), change(1, 'b'));
  say(change(2, 'aa'), change(0, 'ab'), change(0, 'b'));
  writer.say({ type: 'generated-many', requestId, tokensPerSecond: 7, unknown: ['c'] });
  expect((await stream.next()).value).toEqual({
    type: 'continuations',
    continuations: [change(1, 'baa'), change(0, 'ab'), change(0, 'b')],
  });
  const end = { type: 'end', tokensPerSecond: 7, checkpointId: first!.id, unknown: ['c'] };
  expect((await stream.next()).value).toEqual(end);
  expect((await stream.next()).done).toBe(true);
});

test('many texts that nobody waits for any more are cancelled', async () => {
  const { host, runId, writer } = await pausedRun();
  const way = { way: 'beams' as const, beams: 3, stopStrings: [] };
  const stream = await host.client.playground.generateMany({ runId, prompt: '', length: 10, way });
  const next = stream.next();
  const { requestId } = await eventually(() => found(writer.asked('generate-many')));
  writer.say({ type: 'continuations', requestId, continuations: [] });
  await next;
  await stream.return();
  await eventually(() => expect(writer.asked('cancel')?.requestId).toBe(requestId));
});

test('what is no longer read is no longer written', async () => {
  const { writer, generate, asked } = await pausedRun();
  const stream = await generate();
  const next = stream.next();
  const { requestId } = await asked();
  writer.say({ type: 'tokens', requestId, tokens: [token(0)] });
  await next;
  await stream.return();
  await eventually(() => expect(writer.asked('cancel')?.requestId).toBe(requestId));
});

test('a network that is wanted for a text which nobody waits for any more is not sent', async () => {
  const { host, runId, writer, asked } = await pausedRun();
  const leaving = new AbortController();
  const input = { runId, prompt: 'ab', length: 10, sampling };
  const stream = await host.client.playground.generate(input, { signal: leaving.signal });
  const next = stream.next().catch(() => null);
  const { requestId } = await asked();
  leaving.abort();
  await next;
  await eventually(() => expect(writer.asked('cancel')?.requestId).toBe(requestId));
  writer.say({ type: 'network-wanted', requestId });
  expect(writer.requests.filter(({ type }) => type === 'generate')).toHaveLength(1);
});

test('a network is made ready before the first text is asked for', async () => {
  const { host, runId, writer, askedAgain } = await pausedRun();
  const prepared = host.client.playground.prepare({ runId });
  const first = await eventually(() => found(writer.asked('open-network')));
  const { job, requestId } = await askedAgain('open-network', first.requestId);
  expect(job.network?.checkpoint.progress.step).toBe(2);
  writer.say({ type: 'network-opened', requestId });
  await prepared;
});

test('the death of the engine in mid-sentence ends the stream with a reason', async () => {
  const { writer, generate, asked } = await pausedRun();
  const stream = await generate();
  const next = stream.next();
  await asked();
  writer.exit('killed by SIGKILL');
  await expect(next).rejects.toEqual(studioError('engine-failed'));
});

test('a run without a checkpoint cannot write', async () => {
  const { host, runId } = await pausedRun();
  const run = await host.client.runs.get({ runId });
  const { id } = await host.client.runs.start({ datasetId: run.datasetId, presetId: 'char-rnn-s' });
  const refused = host.client.playground.generate({ runId: id, prompt: '', length: 1, sampling });
  await expect(refused).rejects.toEqual(studioError('checkpoint-not-found'));
  await host.client.runs.stop({ runId: id });
});

test('a network that tells classes apart does not write, and says so', async () => {
  const { client } = await openTemporaryHost();
  const options = { content: { kind: 'labelled', textColumn: 'text', labelColumn: 'label' }, format: 'csv' } as const;
  const file = new Blob(['text,label\n' + 'a b,good\nc d,bad\n'.repeat(20)]);
  const { id: datasetId } = await client.datasets.import({ name: 'moods.csv', file, options });
  const train = { maxSteps: 1 };
  const { id: runId } = await client.runs.start({ datasetId, presetId: 'bi-lstm-classifier', train });
  await expect(drain(client.playground.generate({ runId, prompt: 'a', length: 3, sampling }))).rejects.toMatchObject({
    data: { code: 'invalid-model' },
    message: expect.stringContaining('tells classes apart and does not write'),
  });
  const way = { way: 'sample' as const, count: 2, sampling };
  await expect(drain(client.playground.generateMany({ runId, prompt: 'a', length: 3, way }))).rejects.toMatchObject({
    data: { code: 'invalid-model' },
  });
});

async function drain(stream: Promise<AsyncIterable<unknown>>): Promise<unknown[]> {
  const all = [];
  for await (const update of await stream) all.push(update);
  return all;
}
