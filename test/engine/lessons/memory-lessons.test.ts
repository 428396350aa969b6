import { describe, expect, test } from 'vitest';
import { createPortableBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { defaultSettings } from '../../../src-engine/lessons/default-settings.ts';
import type { LessonExperiment } from '../../../src-engine/lessons/lesson-experiment.ts';
import { lstmGates } from '../../../src-engine/lessons/lstm-gates.ts';
import { addingProblemOf } from '../../../src-engine/lessons/memory-tasks/adding-problem.ts';
import { embeddedReberOf } from '../../../src-engine/lessons/memory-tasks/embedded-reber.ts';
import { trainSideBySide } from '../../../src-engine/lessons/memory-tasks/side-by-side.ts';
import { parameterTable } from '../../../src-engine/lessons/parameter-table.ts';
import { REBER_UNITS } from '../../../src-engine/lessons/reber.ts';
import { summarizeModel } from '../../../src-engine/models/summary.ts';
import { createTemporalOrder } from '../../../src-engine/samples/temporal-order.ts';
import type { LessonOutcome, LessonSettings } from '../../../src-engine/spec/lesson-spec.ts';
import { driveByHand, meanDistance, SHOWN_SYMBOLS, wantedSigns } from '../../../src-engine/spec/memory-cell.ts';
import { loadPortableBinary } from '../../../src-main/engine-process/wasm-files.ts';

const binary = await loadPortableBinary();

async function run(experiment: unknown, changes: LessonSettings, seed = 1): Promise<LessonOutcome> {
  const lesson = experiment as LessonExperiment;
  const stages = lesson.run({
    backend: createPortableBackend(binary),
    settings: { ...defaultSettings(lesson.controls), ...changes },
    seed,
    clock: () => 0,
    readText: () => Promise.reject(new Error('These lessons read no text.')),
  });
  let done = 0;
  for (;;) {
    const stage = await stages.next();
    if (stage.done) return stage.value;
    expect(stage.value.done).toBeGreaterThanOrEqual(done);
    ({ done } = stage.value);
  }
}

describe('the memory cell', () => {
  test('a sign is wanted at a recall, until it is overwritten or deleted', () => {
    expect(wantedSigns(['recall', 'keep+', 'pass-', 'recall', 'keep-', 'recall', 'delete', 'pass+', 'recall'])).toEqual(
      [0, 0, 0, 1, 0, -1, 0, 0, 0],
    );
  });

  test('is driven without fault by gates that write, keep, read and delete, and by no other ones', () => {
    const gates = SHOWN_SYMBOLS.map((symbol) => ({
      input: symbol.startsWith('keep') ? 1 : 0,
      forget: symbol.startsWith('pass') || symbol === 'recall' ? 1 : 0,
      output: symbol === 'recall' ? 1 : 0,
    }));
    const distance = (own: typeof gates) =>
      meanDistance(
        driveByHand(SHOWN_SYMBOLS, own).map(({ hidden }) => hidden),
        wantedSigns(SHOWN_SYMBOLS),
      );
    expect(distance(gates)).toBe(0);
    for (const gate of ['input', 'forget', 'output'] as const) {
      for (const value of [0, 1]) {
        expect(distance(gates.map((each) => ({ ...each, [gate]: value })))).toBeGreaterThan(0);
      }
    }
  });

  test('learns its gates: the same seed the same ones, with every stage of the training told', async () => {
    const outcome = await run(lstmGates, { steps: 300 });
    expect(outcome.grids.network).toMatchObject({ rows: 6, columns: SHOWN_SYMBOLS.length });
    expect(outcome.curves.keepAtPass.x.at(-1)).toBe(300);
    const { figures } = outcome;
    expect(figures.writeGap).toBeCloseTo(figures.writtenAtWrite - figures.writtenAtPass, 12);
    expect(await run(lstmGates, { steps: 300 })).toEqual(outcome);
    expect(await run(lstmGates, { steps: 300 }, 2)).not.toEqual(outcome);
  });
});

test('the tensors that are counted are those of the table, in any size', async () => {
  const { figures, grids } = await run(parameterTable, { vocabulary: 40, embedding: 3, units: 6, classes: 4 });
  expect(figures).toMatchObject({
    embedding: 40 * 3,
    lstm1: 4 * (3 + 6 + 1) * 6,
    lstm2: 4 * (6 + 6 + 1) * 6,
    dense: 7 * 4,
    difference: 0,
    atCourseVocabulary: 400_001 * 3 + 240 + 312 + 28,
  });
  const { rows, columns, values } = grids.tensors;
  const sizes = Array.from({ length: rows }, (_, n) => values[n * columns] * values[n * columns + 1]);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(figures.counted);
});

test('the RNN that reads short strings of the grammar has no fewer parameters than the LSTM', () => {
  const { models } = embeddedReberOf({
    shortest: 24,
    units: REBER_UNITS,
    maxSteps: 1,
    batchSize: 1,
    learningRate: 0.01,
  });
  const [lstm, simpleRnn] = [models.lstm, models.simple_rnn].map(
    (model) => summarizeModel(model, { batch: 1, steps: 1, optimizer: 'adam' }).totalParameters,
  );
  expect(simpleRnn).toBeGreaterThanOrEqual(lstm);
  expect(simpleRnn).toBeLessThan(1.05 * lstm);
});

describe('networks side by side', () => {
  const contest = async (seed: number, contenders: readonly ('lstm' | 'simple_rnn')[]) => {
    const stages = trainSideBySide({
      experiment: addingProblemOf({ shortest: 20, maxSteps: 6, batchSize: 4 }),
      contenders,
      seed,
      totalSteps: 6,
      criteria: { error: 'mean-absolute-error' },
      stages: 3,
      tested: { onTheWay: 128, atTheEnd: 256 },
      backend: createPortableBackend(binary),
      clock: () => 0,
    });
    for (;;) {
      const { done, value } = await stages.next();
      if (done) return value;
    }
  };

  test('are measured before the first step, on the way and at the end', async () => {
    const { curves, figures } = await contest(1, ['lstm', 'simple_rnn']);
    expect(Object.keys(curves).sort()).toEqual(['lstmError', 'lstmLoss', 'simpleRnnError', 'simpleRnnLoss']);
    expect(curves.lstmError.x).toEqual([0, 2, 4, 6]);
    expect(curves.simpleRnnLoss.x).toEqual([2, 4, 6]);
    expect(figures.simpleRnnError).toBe(curves.simpleRnnError.y[3]);
  });

  test('do not disturb each other: each learns what it would learn alone', async () => {
    const both = await contest(1, ['lstm', 'simple_rnn']);
    const alone = await contest(1, ['simple_rnn']);
    expect(both.curves.simpleRnnLoss).toEqual(alone.curves.simpleRnnLoss);
    expect(both.figures.simpleRnnError).toBe(alone.figures.simpleRnnError);
  });
});

test('short sequences of temporal order have their places and lengths in proportion', () => {
  const { sequences, labels } = createTemporalOrder(200, 2, 3, 20);
  sequences.forEach((ids, n) => {
    expect(ids.length).toBeGreaterThanOrEqual(20);
    expect(ids.length).toBeLessThanOrEqual(22);
    const places = Array.from(ids.keys()).filter((t) => ids[t] >= 6);
    expect(places).toHaveLength(2);
    expect(places[0]).toBeGreaterThanOrEqual(2);
    expect(places[0]).toBeLessThanOrEqual(4);
    expect(places[1]).toBeGreaterThanOrEqual(10);
    expect(places[1]).toBeLessThanOrEqual(12);
    expect(labels[n]).toBe(2 * (ids[places[0]] - 6) + ids[places[1]] - 6);
  });
});
