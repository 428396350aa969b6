import { describe, expect, test } from 'vitest';
import { lstm } from '../../../src-engine/models/default-layers.ts';
import { backendChoices } from '../../../src-engine/spec/backends.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type {
  EngineEvent,
  GenerationJob,
  ManyGenerationsJob,
  StepMetrics,
} from '../../../src-engine/spec/engine-protocol.ts';
import type { Continuation } from '../../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../../../src-main/contract/apply-changes.ts';
import { openEngine } from './engine-client.ts';
import { generationJob, tokenizer, trainingJob } from './engine-jobs.ts';

const textOf = (events: EngineEvent[], requestId: string) =>
  events.flatMap((event) => (event.type === 'tokens' && event.requestId === requestId ? event.tokens : []));

const continuationsOf = (events: EngineEvent[], requestId: string) =>
  events.reduce<readonly Continuation[]>(
    (texts, event) =>
      event.type === 'continuations' && event.requestId === requestId
        ? applyChanges(texts, event.continuations)
        : texts,
    [],
  );

const stepsOf = (events: EngineEvent[]) => events.flatMap((event) => (event.type === 'steps' ? event.steps : []));

describe('a training', () => {
  test('runs to its end and writes', async () => {
    const engine = await openEngine();
    expect((await engine.next('ready')).info.backends).toEqual(backendChoices);
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob() });
    expect(await engine.next('started')).toMatchObject({ runId: 'r', backend: 'wasm', tokensPerStep: 80 });
    await engine.next('ended');
    const { checkpoint } = await engine.next('checkpoint', ({ reason }) => reason === 'finish');

    engine.connection.send({ type: 'generate', requestId: 'g', job: generationJob(checkpoint) });
    expect(await engine.next('generated')).toMatchObject({ requestId: 'g', end: 'length', unknown: [] });
    const tokens = textOf(engine.events, 'g');
    expect(tokens).toHaveLength(30);
    expect(tokens.every((token) => token.alternatives.length === 10 && token.probability > 0)).toBe(true);
  });

  test('pauses with a checkpoint, stops, and another engine goes on with the same numbers', async () => {
    const endless = { epochs: 10_000 };
    const [undisturbed, first, second] = await Promise.all([openEngine(), openEngine(), openEngine()]);
    undisturbed.connection.send({ type: 'train', runId: 'r', job: trainingJob(endless) });
    first.connection.send({ type: 'train', runId: 'r', job: trainingJob(endless) });
    await first.next('steps');
    first.connection.send({ type: 'pause', runId: 'r' });
    await first.next('paused');
    const atPause = first.events.length;
    first.connection.send({ type: 'checkpoint', runId: 'r' });
    await first.next('checkpoint', ({ reason }) => reason === 'request');
    expect(first.events.slice(atPause).map(({ type }) => type)).toEqual(['checkpoint']);
    first.connection.send({ type: 'resume', runId: 'r' });
    await first.next('resumed');
    first.connection.send({ type: 'stop', runId: 'r' });
    expect((await first.next('ended')).end).toBe('stopped');
    const { checkpoint } = await first.next('checkpoint', ({ reason }) => reason === 'stop');

    second.connection.send({ type: 'train', runId: 'r', job: trainingJob(endless, { resumeFrom: checkpoint }) });
    const last = checkpoint.progress.step + 40; // an epoch has 29 steps
    const arrives = ({ steps }: { steps: StepMetrics[] }) => steps.some(({ step }) => step === last);
    await Promise.all([second.next('steps', arrives), undisturbed.next('steps', arrives)]);
    const losses = (events: EngineEvent[]) => stepsOf(events).map(({ step, loss }) => `${step} ${loss}`);
    const inTwoParts = [...losses(first.events), ...losses(second.events)].slice(0, last);
    expect(inTwoParts).toEqual(losses(undisturbed.events).slice(0, last));
  });

  test('lets the engine analyse and write meanwhile', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ epochs: 10_000 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const bytes = new TextEncoder().encode('abca');
    engine.connection.send({
      type: 'analyze',
      requestId: 'a',
      content: { kind: 'text', documents: [bytes] },
      tokenizer: tokenizer.spec,
    });
    engine.connection.send({ type: 'generate', requestId: 'g', job: generationJob(checkpoint, { length: 100 }) });
    expect(await engine.next('analyzed')).toMatchObject({
      requestId: 'a',
      tokenCount: 4,
      frequencies: [2, 1, 1],
      tokenizer: { vocabulary: ['a', 'b', 'c'] },
    });
    await engine.next('generated');
    expect(textOf(engine.events, 'g')).toHaveLength(100);
    const atWritten = stepsOf(engine.events).length;
    await engine.next('steps', ({ steps }) => steps[0].step > atWritten);
    engine.connection.send({ type: 'stop', runId: 'r' });
    await engine.next('ended');
  });

  test.each([
    [
      'a text that is too short',
      trainingJob({}, { content: { kind: 'text', documents: [new TextEncoder().encode('Das')] } }),
      'text-too-short',
    ],
    [
      'a model without an end',
      trainingJob({}, { model: { ...trainingJob().model, layers: [lstm(4)] } }),
      'invalid-model',
    ],
  ])('fails in words: %s; the engine takes the next one', async (_, job, code) => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'bad', job });
    expect(await engine.next('failed')).toMatchObject({ runId: 'bad', code });
    engine.connection.send({ type: 'train', runId: 'good', job: trainingJob({ maxSteps: 2 }) });
    expect((await engine.next('ended')).runId).toBe('good');
  });

  test('is refused while there is another one', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'one', job: trainingJob({ epochs: 10_000 }) });
    engine.connection.send({ type: 'train', runId: 'two', job: trainingJob() });
    expect(await engine.next('failed')).toMatchObject({ runId: 'two', message: expect.stringMatching(/another run/) });
    await engine.next('steps');
  });
});

describe('a generation', () => {
  test('is cancelled, and a checkpoint that does not fit is refused in words', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ maxSteps: 1 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const endless = generationJob(checkpoint, { length: 100_000_000 });
    engine.connection.send({ type: 'generate', requestId: 'g', job: endless });
    await engine.next('tokens');
    engine.connection.send({ type: 'cancel', requestId: 'g' });
    expect(await engine.next('generated')).toMatchObject({ end: 'cancelled' });

    const empty = { ...checkpoint, tensors: checkpoint.tensors.slice(1) };
    engine.connection.send({ type: 'generate', requestId: 'h', job: generationJob(empty) });
    expect(await engine.next('failed')).toMatchObject({ requestId: 'h', runId: null, code: 'invalid-checkpoint' });
  });

  test('is the same in every engine, and in float64 about as likely', async () => {
    const [one, two] = await Promise.all([openEngine(), openEngine()]);
    one.connection.send({ type: 'train', runId: 'r', job: trainingJob({ epochs: 1 }) });
    const { checkpoint } = await one.next('checkpoint');
    one.connection.send({ type: 'generate', requestId: 'g', job: generationJob(checkpoint) });
    two.connection.send({ type: 'generate', requestId: 'g', job: generationJob(checkpoint) });
    two.connection.send({ type: 'generate', requestId: 'r', job: generationJob(checkpoint, {}, 'reference') });
    const ends = ['g', 'r'].map((id) => two.next('generated', ({ requestId }) => requestId === id));
    await Promise.all([one.next('generated'), ...ends]);
    expect(textOf(two.events, 'g')).toEqual(textOf(one.events, 'g'));
    textOf(two.events, 'r').forEach(({ probability }, n) =>
      expect(probability).toBeCloseTo(textOf(two.events, 'g')[n].probability, 4),
    );
  });
});

describe('a network that has been sent once', () => {
  test('writes the same again without being sent, and one that the engine does not have is asked for', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ maxSteps: 3 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const { network, ...rest } = generationJob(checkpoint);
    const job = { ...rest, network: null };
    engine.connection.send({ type: 'generate', requestId: 'unknown', job });
    expect(await engine.next('network-wanted')).toEqual({ type: 'network-wanted', requestId: 'unknown' });
    engine.connection.send({ type: 'open-network', requestId: 'open', job: { ...job, network } });
    await engine.next('network-opened');

    engine.connection.send({ type: 'generate', requestId: 'first', job });
    await engine.next('generated');
    engine.connection.send({ type: 'generate', requestId: 'second', job });
    // Lent to the second, so that the third has to bring its own.
    engine.connection.send({ type: 'generate', requestId: 'third', job: { ...job, network } });
    await Promise.all(['second', 'third'].map((id) => engine.next('generated', ({ requestId }) => requestId === id)));
    const [first, second, third] = ['first', 'second', 'third'].map((id) => textOf(engine.events, id));
    expect(first).toHaveLength(30);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    const way = { way: 'sample' as const, count: 3, sampling: job.sampling };
    engine.connection.send({ type: 'generate-many', requestId: 'many', job: { ...job, way } });
    await engine.next('generated-many');
    expect(continuationsOf(engine.events, 'many')[0]?.text).toBe(first?.map(({ text }) => text).join(''));
  });

  test('writes by rounded weights where that is asked for, and by its own again', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ maxSteps: 3 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const { network, ...rest } = generationJob(checkpoint);
    const ask = async (requestId: string, job: Partial<GenerationJob>) => {
      engine.connection.send({ type: 'generate', requestId, job: { ...rest, network: null, ...job } });
      await engine.next('generated', (event) => event.requestId === requestId);
      return textOf(engine.events, requestId)[0].probability;
    };
    const own = await ask('own', { network });
    const wanted = { ...rest, network: null, weights: 'bf16' as const };
    engine.connection.send({ type: 'generate', requestId: 'not-kept', job: wanted });
    await engine.next('network-wanted');
    const rounded = await ask('rounded', { network, weights: 'bf16' });
    expect(rounded).toBeCloseTo(own, 2);
    expect(rounded).not.toBe(own);
    expect(await ask('rounded-again', { weights: 'bf16' })).toBe(rounded);
    expect(await ask('own-again', {})).toBe(own);
  });

  test('is not kept when a text failed on it, and of those that wrote only the last two are', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ maxSteps: 1 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const clamps = [{ loop: '1', variable: 'forget-gate' as const, units: [99], value: 0 }];
    const wrong = generationJob(checkpoint, { clamps });
    engine.connection.send({ type: 'generate', requestId: 'wrong', job: wrong });
    await engine.next('failed');
    const jobs = [0, 1, 2].map(() => generationJob(checkpoint));
    for (const [n, job] of jobs.entries()) {
      engine.connection.send({ type: 'generate', requestId: String(n), job });
      await engine.next('generated', ({ requestId }) => requestId === String(n));
    }
    const again = [wrong, ...jobs].map((job) => ({ ...job, network: null, clamps: [] }));
    for (const [n, job] of again.entries()) {
      engine.connection.send({ type: 'generate', requestId: `again ${n}`, job });
    }
    await engine.next('generated', ({ requestId }) => requestId === 'again 3');
    const wanted = engine.events.flatMap((event) => (event.type === 'network-wanted' ? event.requestId : []));
    expect(wanted).toEqual(['again 0', 'again 1']);
  });
});

describe('many generations at once', () => {
  const manyJob = (
    checkpoint: Checkpoint,
    way: ManyGenerationsJob['way'],
    changes: Partial<ManyGenerationsJob> = {},
  ): ManyGenerationsJob => ({ ...generationJob(checkpoint), way, ...changes });

  test('begin with what one alone writes, and are told as they grow', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ epochs: 10_000 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const { sampling } = generationJob(checkpoint);
    const sample = { way: 'sample' as const, count: 6, sampling };
    const greedy = generationJob(checkpoint, { length: 200, sampling: { ...sampling, temperature: 0 } });
    // While the training goes on.
    engine.connection.send({ type: 'generate', requestId: 'one', job: generationJob(checkpoint, { length: 2000 }) });
    engine.connection.send({
      type: 'generate-many',
      requestId: 'many',
      job: manyJob(checkpoint, sample, { length: 2000 }),
    });
    engine.connection.send({ type: 'generate', requestId: 'greedy', job: greedy });
    engine.connection.send({
      type: 'generate-many',
      requestId: 'beam',
      job: manyJob(checkpoint, { way: 'beams', beams: 1, stopStrings: [] }, { length: 200 }),
    });
    const ends = ['many', 'beam'].map((id) => engine.next('generated-many', ({ requestId }) => requestId === id));
    const alone = ['one', 'greedy'].map((id) => engine.next('generated', ({ requestId }) => requestId === id));
    await Promise.all([...ends, ...alone]);

    const joined = (id: string) =>
      textOf(engine.events, id)
        .map(({ text }) => text)
        .join('');
    const many = continuationsOf(engine.events, 'many');
    expect(many[0]?.text).toBe(joined('one'));
    expect(new Set(many.map(({ text }) => text)).size).toBe(6);
    expect(continuationsOf(engine.events, 'beam').map(({ text }) => text)).toEqual([joined('greedy')]);
    const told = engine.events.filter((event) => event.type === 'continuations' && event.requestId === 'many');
    expect(told.length).toBeGreaterThan(1);
    engine.connection.send({ type: 'stop', runId: 'r' });
    await engine.next('ended');
  });

  test('are cancelled, and what is there is told', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ maxSteps: 1 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const way = { way: 'beams' as const, beams: 4, stopStrings: [] };
    const job = manyJob(checkpoint, way, { length: 100_000_000 });
    engine.connection.send({ type: 'generate-many', requestId: 'endless', job });
    await engine.next('continuations', ({ requestId }) => requestId === 'endless');
    engine.connection.send({ type: 'cancel', requestId: 'endless' });
    await engine.next('generated-many', ({ requestId }) => requestId === 'endless');
    expect(continuationsOf(engine.events, 'endless').map(({ end }) => end)).toEqual([null, null, null, null]);
  });

  test('that do not fit into memory are refused in words', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ maxSteps: 1 }) });
    const { checkpoint } = await engine.next('checkpoint');
    const { sampling } = generationJob(checkpoint);
    const job = manyJob(checkpoint, { way: 'sample', count: 50_000_000, sampling });
    engine.connection.send({ type: 'generate-many', requestId: 'large', job });
    expect(await engine.next('failed')).toMatchObject({ requestId: 'large', code: 'out-of-memory' });
  });
});
