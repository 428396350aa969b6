import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { CheckpointPolicy } from '../../../src-engine/spec/train-spec.ts';
import { startTraining, type TrainingRun } from '../../../src-engine/training/training-run.ts';
import { smallTrainer, smallText, trainSpec, type SmallTrainer } from './small-run.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';

type Of<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

interface Observed {
  run: TrainingRun;
  events: EngineEvent[];
  all<Type extends EngineEvent['type']>(type: Type): Of<Type>[];
  types(): string[];
}

/** Runs a small training; `act` sees every event as it is emitted. On the clock that it is given a step takes 10 ms, and 10 ms pass before the next. */
function observe(
  options: SmallTrainer & { policy?: Partial<CheckpointPolicy> },
  act: (event: EngineEvent, run: TrainingRun) => void = () => undefined,
): Observed {
  const events: EngineEvent[] = [];
  let now = 0;
  const clock = () => (now += 10);
  const train = options.train ?? trainSpec({ epochs: 2 });
  const run = startTraining({
    runId: 'r',
    open: async () => smallTrainer({ ...options, train, clock }),
    checkpoints: { ...train.checkpoints, ...options.policy },
    emit(event) {
      events.push(event);
      act(event, run);
    },
    clock: () => now,
    yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
  });
  return {
    run,
    events,
    all: <Type extends EngineEvent['type']>(type: Type) =>
      events.filter((event): event is Of<Type> => event.type === type),
    types: () => events.map((event) => event.type),
  };
}

const stepsOf = (observed: Observed) => observed.all('steps').flatMap(({ steps }) => steps);

test('a whole run: its plan, every step once, its epochs, a checkpoint each, the end', async () => {
  const observed = observe({});
  await observed.run.finished;
  expect(observed.events[0]).toMatchObject({ type: 'started', runId: 'r', stepsPerEpoch: 14, totalSteps: 28 });
  expect(stepsOf(observed).map(({ step }) => step)).toEqual(Array.from({ length: 28 }, (_, n) => n + 1));
  expect(observed.all('epoch').map(({ epoch }) => [epoch.epoch, epoch.step])).toEqual([
    [1, 14],
    [2, 28],
  ]);
  expect(observed.all('checkpoint').map(({ reason, checkpoint }) => [reason, checkpoint.progress.step])).toEqual([
    ['epoch', 14],
    ['finish', 28],
  ]);
  expect(observed.types().slice(-3)).toEqual(['epoch', 'checkpoint', 'ended']);
  expect(observed.events.at(-1)).toMatchObject({ end: 'finished', progress: { step: 28, epoch: 2 } });
});

test('steps are handed on in lots, 50 ms apart', async () => {
  const observed = observe({});
  await observed.run.finished;
  const lots = observed.all('steps').map(({ steps }) => steps.length);
  expect(lots.slice(0, 4)).toEqual([1, 3, 3, 3]); // at 20 ms a step and pause
});

test('a pause takes effect before the next step, with a checkpoint, and resuming changes no number', async () => {
  const undisturbed = observe({});
  await undisturbed.run.finished;
  const observed = observe({}, (event, run) => {
    if (event.type === 'steps' && event.steps.some(({ step }) => step === 7)) run.pause();
    if (event.type === 'paused') setImmediate(run.resume);
  });
  await observed.run.finished;
  const types = observed.types();
  const paused = types.indexOf('paused');
  expect(types.slice(paused - 2, paused + 2)).toEqual(['steps', 'checkpoint', 'paused', 'resumed']);
  expect(observed.events[paused - 1]).toMatchObject({ reason: 'pause', checkpoint: { progress: { step: 7 } } });
  expect(stepsOf(observed).map(({ loss }) => loss)).toEqual(stepsOf(undisturbed).map(({ loss }) => loss));
  expect(observed.all('epoch')[1].epoch.validationLoss).toBe(undisturbed.all('epoch')[1].epoch.validationLoss);
});

test('a stop ends with a checkpoint from which the rest is done exactly', async () => {
  const undisturbed = observe({});
  await undisturbed.run.finished;
  const observed = observe({}, (event, run) => {
    if (event.type === 'steps' && event.steps.some(({ step }) => step >= 10)) run.stop();
  });
  await observed.run.finished;
  expect(observed.types().slice(-2)).toEqual(['checkpoint', 'ended']);
  expect(observed.events.at(-1)).toMatchObject({ end: 'stopped' });
  const { checkpoint, reason } = observed.all('checkpoint')[0];
  expect(reason).toBe('stop');

  const rest = observe({ resumeFrom: checkpoint });
  await rest.run.finished;
  expect([...stepsOf(observed), ...stepsOf(rest)].map(({ step, loss }) => [step, loss])).toEqual(
    stepsOf(undisturbed).map(({ step, loss }) => [step, loss]),
  );
  expect(rest.all('checkpoint').at(-1)?.checkpoint.tensors).toEqual(
    undisturbed.all('checkpoint').at(-1)?.checkpoint.tensors,
  );
});

test('a stop is obeyed between the batches of a validation', async () => {
  const train = trainSpec({ epochs: 2, validationFraction: 0.5 });
  const observed = observe({ train, documents: [smallText(100)] }, (event, run) => {
    if (event.type === 'steps' && event.steps.some(({ step }) => step === 8)) run.stop(); // the epoch's last step
  });
  await observed.run.finished;
  expect(createLanguageModelData([smallText(100)], train).training.count).toBe(8);
  expect(observed.types()).not.toContain('epoch');
  const { checkpoint } = observed.all('checkpoint')[0];
  expect(checkpoint.progress).toMatchObject({ step: 8, epoch: 0, batchInEpoch: 8 });
  const rest = observe({ train, documents: [smallText(100)], resumeFrom: checkpoint });
  await rest.run.finished;
  expect(rest.all('epoch').map(({ epoch }) => epoch.epoch)).toEqual([1, 2]);
});

test('while paused: checkpoints on request, and a stop', async () => {
  const observed = observe({}, (event, run) => {
    if (event.type === 'started') run.pause();
    if (event.type === 'paused') run.requestCheckpoint();
    if (event.type === 'checkpoint' && event.reason === 'request') run.stop();
  });
  await observed.run.finished;
  expect(observed.types()).toEqual(['started', 'checkpoint', 'paused', 'checkpoint', 'checkpoint', 'ended']);
  expect(observed.all('checkpoint').map(({ reason }) => reason)).toEqual(['pause', 'request', 'stop']);
});

test('requests made before the run is open are kept', async () => {
  const observed = observe({});
  observed.run.stop();
  await observed.run.finished;
  expect(observed.types()).toEqual(['started', 'checkpoint', 'ended']);
});

test('an abandoned run says nothing more', async () => {
  const observed = observe({}, (event, run) => {
    if (event.type === 'epoch') run.abandon();
  });
  await observed.run.finished;
  expect(observed.types()).not.toContain('ended');
  expect(observed.types().filter((type) => type === 'epoch')).toHaveLength(1);
});

describe('checkpoints', () => {
  const reasons = (observed: Observed) =>
    observed.all('checkpoint').map(({ reason, checkpoint }) => `${reason} ${checkpoint.progress.step}`);

  test('every n steps, but not twice where an epoch ends', async () => {
    const observed = observe({ policy: { everySteps: 7 } });
    await observed.run.finished;
    expect(reasons(observed)).toEqual(['interval 7', 'epoch 14', 'interval 21', 'finish 28']);
  });

  test('every so many minutes of training', async () => {
    const observed = observe({ policy: { everyMinutes: 0.1 / 60 } }); // 100 ms, ten steps
    await observed.run.finished;
    expect(reasons(observed)).toContain('interval 10');
  });

  test('from the untrained network on, and every two seconds, where there is room for a history', async () => {
    const train = trainSpec({ epochs: 30, validationFraction: 0 });
    const observed = observe({ train, policy: { everyEpoch: false, spaceBytes: 1_000_000 } });
    const plain = observe({ train, policy: { everyEpoch: false } });
    await Promise.all([observed.run.finished, plain.run.finished]);
    expect(reasons(plain)).not.toContain('branch 0');
    expect(reasons(observed)[0]).toBe('branch 0');
    const times = observed.all('checkpoint').map(({ checkpoint }) => checkpoint.progress.elapsedMs);
    const gaps = times.slice(1).map((time, n) => time - times[n]);
    // The last gap is what was left. A step takes 10 ms, and the end of an epoch is no time to save.
    for (const gap of gaps.slice(0, -1)) expect([2000, 2010]).toContain(gap);
    expect(stepsOf(observed)).toEqual(stepsOf(plain));
    expect(observed.all('checkpoint').at(-1)?.checkpoint).toEqual(plain.all('checkpoint').at(-1)?.checkpoint);
  });

  test('begun again from its untrained network, a run ends with the same bits', async () => {
    const policy = { spaceBytes: 1_000_000 };
    const undisturbed = observe({ policy });
    await undisturbed.run.finished;
    const [beginning] = undisturbed.all('checkpoint');
    const again = observe({ policy, resumeFrom: beginning.checkpoint });
    await again.run.finished;
    expect(reasons(again)).toEqual(['epoch 14', 'finish 28']);
    expect(again.all('checkpoint').at(-1)?.checkpoint.tensors).toEqual(
      undisturbed.all('checkpoint').at(-1)?.checkpoint.tensors,
    );
  });

  test('at their usual times only, where a history would not fit', async () => {
    const observed = observe({ policy: { spaceBytes: 2000 } });
    await observed.run.finished;
    expect(reasons(observed)).toEqual(['epoch 14', 'finish 28']);
  });

  test('of the best epochs only, if not of every one', async () => {
    const train = trainSpec({ epochs: 4, optimizer: { type: 'adagrad', learningRate: 0.5, epsilon: 1e-10 } });
    const observed = observe({ train, policy: { everyEpoch: false } });
    await observed.run.finished;
    const losses = observed.all('epoch').map(({ epoch }) => epoch.validationLoss!);
    const best = losses
      .slice(0, -1)
      .flatMap((loss, n) => (loss < Math.min(Infinity, ...losses.slice(0, n)) ? [n + 1] : []));
    expect(best.length).toBeLessThan(3); // so there is an epoch that is not the best so far
    expect(reasons(observed)).toEqual([...best.map((epoch) => `best ${14 * epoch}`), 'finish 56']);
  });
});

test('early stopping ends the run, and the last checkpoint holds the best parameters', async () => {
  const train = trainSpec({
    epochs: 50,
    optimizer: { type: 'adagrad', learningRate: 0.5, epsilon: 1e-10 },
    earlyStopping: { patience: 3, minDelta: 0, restoreBest: true },
  });
  const observed = observe({ train });
  await observed.run.finished;
  expect(observed.events.at(-1)).toMatchObject({ type: 'ended', end: 'early-stopped' });
  const { checkpoint } = observed.all('checkpoint').at(-1)!;
  const { bestEpoch } = checkpoint.progress;
  const atBest = observed.all('checkpoint').find((event) => event.checkpoint.progress.epoch === bestEpoch)!;
  const parametersOf = (event: Of<'checkpoint'>) =>
    event.checkpoint.tensors.filter(({ name }) => name.startsWith('parameter/'));
  expect(bestEpoch).toBeLessThan(checkpoint.progress.epoch);
  expect(parametersOf(observed.all('checkpoint').at(-1)!)).toEqual(parametersOf(atBest));
});

test('a run cut off by maxSteps reports its unfinished epoch, without touching what a longer run would do', async () => {
  const short = observe({ train: trainSpec({ epochs: 2, maxSteps: 9 }) });
  await short.run.finished;
  expect(short.all('epoch').map(({ epoch }) => [epoch.epoch, epoch.step])).toEqual([[1, 9]]);
  expect(short.all('epoch')[0].epoch.validationLoss).toBeGreaterThan(0);
  const longer = observe({ resumeFrom: short.all('checkpoint').at(-1)!.checkpoint });
  const whole = observe({});
  await Promise.all([longer.run.finished, whole.run.finished]);
  expect(longer.all('checkpoint').at(-1)?.checkpoint.tensors).toEqual(
    whole.all('checkpoint').at(-1)?.checkpoint.tensors,
  );
});

test('a run that ends in the middle of an epoch keeps what it is there, where that is the best', async () => {
  const ended = async (judgesEnd: boolean) => {
    const earlyStopping = { patience: 9, minDelta: 0, restoreBest: true, ...(judgesEnd && { judgesEnd }) };
    const observed = observe({ train: trainSpec({ epochs: 3, maxSteps: 37, earlyStopping }) });
    await observed.run.finished;
    const { progress } = observed.all('ended')[0];
    const { tensors } = observed.all('checkpoint').at(-1)!.checkpoint;
    const losses = observed.all('epoch').map(({ epoch }) => epoch.validationLoss);
    return { progress, losses, names: tensors.map(({ name }) => name), tensors };
  };
  const judged = await ended(true);
  expect(judged.losses).toHaveLength(3);
  expect(judged.progress).toMatchObject({ bestEpoch: 3, bestValidationLoss: Math.min(...(judged.losses as number[])) });
  const of = (prefix: string) => judged.tensors.filter(({ name }) => name.startsWith(prefix)).map(({ bytes }) => bytes);
  expect(of('parameter/')).toEqual(of('last/'));
  const unjudged = await ended(false);
  expect(unjudged.losses).toEqual(judged.losses);
  expect(unjudged.progress).toMatchObject({ bestEpoch: 2, bestValidationLoss: judged.losses[1] });
});

test('a run that diverges fails with its step, after the steps before it', async () => {
  const optimizer = { type: 'sgd', learningRate: 1e300 } as const;
  const observed = observe({ train: trainSpec({ optimizer, clip: { type: 'none' } }) });
  await observed.run.finished;
  const failure = observed.all('failed')[0];
  expect(observed.events.at(-1)).toBe(failure);
  expect(failure).toMatchObject({ code: 'diverged', runId: 'r', requestId: null });
  expect(stepsOf(observed).every(({ loss }) => Number.isFinite(loss))).toBe(true);
  expect(observed.all('checkpoint').every(({ checkpoint }) => checkpoint.progress.step < 14)).toBe(true);
});

test('a run that cannot open fails in words', async () => {
  const observed = observe({ documents: [smallText(5)] });
  await observed.run.finished;
  expect(observed.events).toMatchObject([{ type: 'failed', runId: 'r', code: 'text-too-short' }]);
});

describe('looking inside while it trains', () => {
  const looksOf = (observed: Observed) => observed.all('insight').map(({ insight }) => insight.step);

  test('changes no number, and comes at first steps and every two seconds of training', async () => {
    const train = trainSpec({ epochs: 40 });
    const looking = smallTrainer({ train });
    const plain = smallTrainer({ train });
    for (let n = 0; n < 14; n++) expect((await looking.lookingStep()).metrics).toEqual(await plain.step());
    expect((await looking.checkpoint()).tensors).toEqual((await plain.checkpoint()).tensors);

    const observed = observe({ train });
    await observed.run.finished;
    const looks = looksOf(observed);
    expect(looks.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    const elapsed = looks.map((look) => stepsOf(observed)[look - 1].elapsedMs);
    const gaps = elapsed.slice(1).map((ms, n) => ms - elapsed[n]);
    expect(Math.max(...gaps)).toBeLessThan(2100);
    expect(looks.length).toBeLessThan(16);
  });

  test('comes at the last step too, whichever way the training ends', async () => {
    const finished = observe({ train: trainSpec({ epochs: 2, maxSteps: 23 }) });
    const earlyStopping = { patience: 3, minDelta: 1000, restoreBest: false };
    const early = observe({ train: trainSpec({ epochs: 9, earlyStopping }) });
    const stopped = observe({}, (event, run) => {
      if (event.type === 'steps' && event.steps.some(({ step }) => step > 10)) run.stop();
    });
    const all = [finished, early, stopped];
    await Promise.all(all.map(({ run }) => run.finished));
    const ends = ['finished', 'early-stopped', 'stopped'];
    expect(all.map(({ events }) => events.at(-1))).toMatchObject(ends.map((end) => ({ type: 'ended', end })));
    for (const each of all) expect(looksOf(each).at(-1)).toBe(stepsOf(each).at(-1)?.step);
  });

  test('tells updates and gates by name', async () => {
    const { insight } = await smallTrainer().lookingStep();
    expect(insight?.updates.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['0.weights', '1.kernel', '1.recurrent', '1.bias', '2.kernel', '2.bias']),
    );
    expect(insight?.saturation.map(({ loop, variable }) => `${loop} ${variable}`)).toEqual([
      '1 input-gate',
      '1 forget-gate',
      '1 candidate',
      '1 output-gate',
    ]);
    expect(insight?.saturation[0].counts.reduce((sum, count) => sum + count, 0)).toBe(2 * 3 * 4);
  });
});

describe('work between steps', () => {
  test('sees the trainer between two steps, and while it is paused', async () => {
    const seen: Promise<number>[] = [];
    const observed = observe({}, (event, run) => {
      if (event.type === 'steps' && seen.length === 0) {
        seen.push(run.runBetweenSteps(async ({ progress }) => progress.step));
        run.pause();
      }
      if (event.type === 'paused') {
        seen.push(run.runBetweenSteps(async ({ progress }) => progress.step));
        void seen[1].then(run.resume);
      }
    });
    await observed.run.finished;
    expect(await Promise.all(seen)).toEqual([1, 1]);
    expect(observed.events.at(-1)).toMatchObject({ type: 'ended', end: 'finished' });
  });

  test('harms no one else by what it throws, and is refused after the end', async () => {
    let thrown: Promise<unknown> = Promise.resolve();
    const observed = observe({}, (event, run) => {
      if (event.type === 'started') thrown = run.runBetweenSteps(() => Promise.reject(new Error('mine'))).catch(String);
    });
    await observed.run.finished;
    expect(await thrown).toBe('Error: mine');
    expect(observed.events.at(-1)).toMatchObject({ end: 'finished' });
    await expect(observed.run.runBetweenSteps(async () => 1)).rejects.toThrow('has ended');
  });
});
