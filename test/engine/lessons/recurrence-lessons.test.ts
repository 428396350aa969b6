import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createPortableBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { additivePath } from '../../../src-engine/lessons/additive-path.ts';
import { finiteDifferenceError } from '../../../src-engine/lessons/finite-difference-error.ts';
import type { LessonControls, LessonExperiment } from '../../../src-engine/lessons/lesson-experiment.ts';
import { defaultSettings } from '../../../src-engine/lessons/default-settings.ts';
import { rnnBackward } from '../../../src-engine/lessons/rnn-backward.ts';
import { rnnForward } from '../../../src-engine/lessons/rnn-forward.ts';
import { createSmallRnn, parameterOf } from '../../../src-engine/lessons/small-rnn.ts';
import type { LessonOutcome, LessonSettings } from '../../../src-engine/spec/lesson-spec.ts';
import { loadPortableBinary } from '../../../src-main/engine-process/wasm-files.ts';

const binary = await loadPortableBinary();

const optionsFor = (settings: LessonSettings, seed: number) => ({
  backend: createPortableBackend(binary),
  settings,
  seed,
  clock: () => 0,
  readText: () => Promise.reject(new Error('These lessons read no text.')),
});

/** Runs an experiment to its end, or to the first of its stages. */
async function run<Controls extends LessonControls>(
  experiment: LessonExperiment<Controls>,
  { changes = {}, seed = 1, whole = true }: { changes?: LessonSettings; seed?: number; whole?: boolean } = {},
): Promise<LessonOutcome> {
  const settings = { ...defaultSettings(experiment.controls), ...changes };
  const stages = (experiment as unknown as LessonExperiment).run(optionsFor(settings, seed));
  for (;;) {
    const { done, value } = await stages.next();
    if (done) return value;
    if (!whole) return value.outcome;
  }
}

describe('forward through time', () => {
  test('what an input leaves in a quiet network is the power of the strength, and never more than that', async () => {
    for (const strength of [0.5, 0.8]) {
      const { figures, curves } = await run(rnnForward, { changes: { strength, loudness: 0.5 } });
      expect(figures.power).toBeCloseTo(strength ** 10, 12);
      expect(figures.quietOverPower).toBeGreaterThan(0.95);
      for (const lag of [1, 5, 20]) {
        expect(curves.quiet.y[lag]).toBeLessThanOrEqual(strength ** lag);
        expect(curves.effect.y[lag]).toBeLessThan(curves.quiet.y[lag]);
      }
    }
  });

  test('the products of the picture make the states of the engine', async () => {
    const { figures, grids } = await run(rnnForward);
    expect(figures.largestDifference).toBeLessThan(1e-6);
    const { kernel, recurrent, bias, inputs, states } = grids;
    const at = (grid: typeof kernel, row: number, column: number) => grid.values[row * grid.columns + column];
    const [step, unit] = [7, 2];
    let sum = at(bias, 0, unit);
    for (let n = 0; n < inputs.columns; n++) sum += at(inputs, step, n) * at(kernel, n, unit);
    for (let n = 0; n < states.columns; n++) sum += at(states, step - 1, n) * at(recurrent, n, unit);
    expect(at(states, step, unit)).toBeCloseTo(Math.tanh(sum), 6);
  });
});

describe('backward through time', () => {
  test('the chain of factors, the sum over steps and finite differences all give the gradients of the engine', async () => {
    const { figures } = await run(rnnBackward, { seed: 2 });
    expect(figures.chainError).toBeLessThan(1e-5);
    expect(figures.sumError).toBeLessThan(1e-5);
    expect(figures.finiteDifferenceError).toBeLessThan(1e-4);
  });

  test('finite differences notice a gradient that is a hundredth off', async () => {
    const model = await createSmallRnn(createReferenceBackend(), 1, 1);
    const pass = model.createPass({ batch: 2, steps: 3, training: true, observed: true });
    pass.setFeatures(
      Float32Array.from({ length: 12 }, (_, n) => Math.sin(n)),
      null,
    );
    pass.setTargets(Float32Array.of(1, -1));
    expect(await finiteDifferenceError(model, pass)).toBeLessThan(1e-4);
    const { backend } = model;
    const off = { ...model, backend: { ...backend, read: backend.read } };
    const recurrent = parameterOf(model, '0.recurrent').gradient();
    off.backend.read = async (tensor) => {
      const values = await backend.read(tensor);
      return tensor === recurrent ? values.map((value) => 1.01 * value) : values;
    };
    expect(await finiteDifferenceError(off, pass)).toBeGreaterThan(1e-3);
  });
});

test('a gradient goes far back through the cell state where it is summed up, the further the surer its forget gate', async () => {
  const open = await run(additivePath, { whole: false });
  expect(open.figures.keptShare).toBeGreaterThan(0.5);
  expect(open.figures.cutShare).toBeLessThan(1e-6);
  const closed = await run(additivePath, { changes: { forgetBias: -2 }, whole: false });
  expect(closed.figures.keptShare).toBeLessThan(1e-6);
  expect(closed.figures.cutShare).toBeCloseTo(open.figures.cutShare, 12);
});
