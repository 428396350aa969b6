import { expect, test } from 'vitest';
import { DeviceLostError, OutOfMemoryError } from '../../../src-engine/backends/backend.ts';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import type { EngineEvent, StepMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import { startTraining } from '../../../src-engine/training/training-run.ts';
import { smallTrainer, trainSpec } from './small-run.ts';

/**
 * A backend with a queue: a read ends when the next optimizer step has been enqueued, or when the test calls
 * `bringAll`. Whoever waits for the figures of a step before enqueueing the next waits for ever.
 */
class QueuedBackend {
  readonly backend: Backend;
  reads = 0;
  readonly #waiting: (() => void)[] = [];
  #fail: (error: OutOfMemoryError | DeviceLostError) => void = () => undefined;

  constructor() {
    const reference = createReferenceBackend();
    this.backend = {
      ...reference,
      isQueued: true,
      failure: new Promise((resolve) => (this.#fail = resolve)),
      globalNorm: (args) => {
        reference.globalNorm(args);
        this.bringAll();
      },
      read: async (tensor) => {
        this.reads++;
        const values = reference.read(tensor);
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        return values;
      },
    };
  }

  bringAll(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  fail(error: OutOfMemoryError | DeviceLostError): void {
    this.#fail(error);
  }
}

const withoutTimes = ({ step, epoch, loss, gradientNorm, learningRate }: StepMetrics) => ({
  ...{ step, epoch, loss, gradientNorm, learningRate },
});

test('a step waits for the figures of the one before alone, and reads once; the figures are those of their steps', async () => {
  const queued = new QueuedBackend();
  const trainer = smallTrainer({ backend: queued.backend });
  const told: StepMetrics[] = [];
  for (let n = 1; n <= 6; n++) {
    const before = await trainer.enqueueStep();
    if (before !== null) told.push(before);
    expect(told.map(({ step }) => step)).toEqual(Array.from({ length: n - 1 }, (_, k) => k + 1));
    expect(queued.reads).toBe(n);
    expect(trainer.stepCount).toBe(n);
  }
  await expect(trainer.checkpoint()).rejects.toThrow('The figures of the last step come first.');
  const last = trainer.settle();
  queued.bringAll();
  told.push((await last)!);
  expect(await trainer.settle()).toBeNull();

  const plain = smallTrainer();
  const expected = [];
  for (let n = 1; n <= 6; n++) expected.push(withoutTimes(await plain.step()));
  expect(told.map(withoutTimes)).toEqual(expected);
  expect(trainer.progress).toMatchObject({ step: 6, epochLossSum: plain.progress.epochLossSum });
});

interface Observed {
  queued: QueuedBackend | null;
  events: EngineEvent[];
  finished: Promise<void>;
}

/** A whole run. With a queue, what is read comes by itself when the event loop turns. */
function observe(
  queued: QueuedBackend | null,
  act: (event: EngineEvent, run: ReturnType<typeof startTraining>) => void,
): Observed {
  const events: EngineEvent[] = [];
  const train = trainSpec({ epochs: 2 });
  const policy = { ...train.checkpoints, everySteps: 5 };
  const run = startTraining({
    runId: 'r',
    open: async () => smallTrainer({ train, ...(queued && { backend: queued.backend }) }),
    checkpoints: policy,
    emit(event) {
      events.push(event);
      act(event, run);
    },
    clock: () => 0,
    yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
  });
  let isOver = false;
  const turn = () => {
    queued?.bringAll();
    if (!isOver) setImmediate(turn);
  };
  turn();
  return { queued, events, finished: run.finished.finally(() => (isOver = true)) };
}

test('a run on a queue emits the steps, epochs and checkpoints of one that waits for each step', async () => {
  const both = [observe(null, () => undefined), observe(new QueuedBackend(), () => undefined)];
  await Promise.all(both.map(({ finished }) => finished));
  const [plain, queued] = both.map(({ events }) => ({
    steps: events.flatMap((event) => (event.type === 'steps' ? event.steps.map(withoutTimes) : [])),
    epochs: events.flatMap((event) =>
      event.type === 'epoch' ? [event.epoch.trainLoss, event.epoch.validationLoss] : [],
    ),
    checkpoints: events.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint] : [])),
    end: events.at(-1),
  }));
  expect(plain.steps.length).toBe(28);
  expect(queued).toEqual(plain);
});

test.each([
  [
    new DeviceLostError('the driver was reset.'),
    { code: 'internal', details: { reason: 'device-lost', detail: 'the driver was reset.' } },
  ],
  [new OutOfMemoryError(2 ** 30, 0), { code: 'out-of-memory', details: { reason: 'engine' } }],
])('a run whose backend fails says so, and nothing after it: %s', async (error, expected) => {
  const queued = new QueuedBackend();
  const observed = observe(queued, (event) => {
    if (event.type === 'checkpoint') queued.fail(error);
  });
  await observed.finished;
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(observed.events.at(-1)).toMatchObject({ type: 'failed', message: error.message, ...expected });
  expect(observed.events.filter(({ type }) => type === 'failed' || type === 'ended')).toHaveLength(1);
});
