import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { createPortableBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { activations } from '../../../../src-engine/lessons/activations.ts';
import { defaultSettings } from '../../../../src-engine/lessons/default-settings.ts';
import { evaluateActivation } from '../../../../src-engine/lessons/evaluate-activation.ts';
import { learningRate } from '../../../../src-engine/lessons/learning-rate.ts';
import type {
  LessonControls,
  LessonExperiment,
  LessonStage,
} from '../../../../src-engine/lessons/lesson-experiment.ts';
import { softsign } from '../../../../src-engine/lessons/softsign.ts';
import type { LessonOutcome, LessonSettings } from '../../../../src-engine/spec/lesson-spec.ts';
import { loadPortableBinary } from '../../../../src-main/engine-process/wasm-files.ts';
import { textsOf } from '../../../../src-main/lessons/lesson-texts.ts';

const binary = await loadPortableBinary();
const texts = await textsOf(learningRate);

/** Runs an experiment to its end, or up to the first stage that is enough. */
async function run<Controls extends LessonControls>(
  experiment: LessonExperiment<Controls>,
  changes: LessonSettings,
  isEnough: (stage: LessonStage) => boolean = () => false,
): Promise<LessonOutcome> {
  const stages = (experiment as unknown as LessonExperiment).run({
    backend: createPortableBackend(binary),
    settings: { ...defaultSettings(experiment.controls), ...changes },
    seed: 1,
    clock: () => 0,
    readText: (id) => Promise.resolve(texts[id] ?? ''),
  });
  for (;;) {
    const { done, value } = await stages.next();
    if (done) return value;
    if (isEnough(value)) return value.outcome;
  }
}

describe('learning rate', () => {
  // The person's own rate comes first; the ladder, which takes longer, is left out.
  const own = (rate: number, optimizer: string) =>
    run(learningRate, { rate, optimizer }, ({ outcome }) =>
      Object.keys(outcome.curves).some((name) => name.startsWith('rate-')),
    );

  test('a rate that is far too high ends worse than knowing nothing, whatever the optimizer', async () => {
    for (const optimizer of ['sgd', 'adam']) {
      const { figures, curves } = await own(100, optimizer);
      expect(figures.yourPerplexity).toBeGreaterThan(figures.vocabularySize);
      expect(Number.isFinite(figures.yourPerplexity)).toBe(true);
      expect(curves.yours.y.every(Number.isFinite)).toBe(true);
    }
  });

  test('a fitting rate learns, and a tiny one hardly', async () => {
    const fitting = await own(0.01, 'adam');
    const tiny = await own(1e-4, 'sgd');
    expect(fitting.figures.yourPerplexity).toBeLessThan(0.3 * fitting.figures.vocabularySize);
    expect(tiny.figures.yourPerplexity).toBeGreaterThan(0.9 * tiny.figures.vocabularySize);
  });
});

describe('activation functions', () => {
  test('values and slopes are those of the formulas', async () => {
    const x = [-3, -0.5, 0.25, 2];
    const backend = createReferenceBackend();
    const tanh = await evaluateActivation(backend, 'tanh', x);
    const softsignOf = await evaluateActivation(backend, 'softsign', x);
    x.forEach((each, n) => {
      expect(tanh.values[n]).toBeCloseTo(Math.tanh(each), 6);
      expect(tanh.slopes[n]).toBeCloseTo(1 - Math.tanh(each) ** 2, 6);
      expect(softsignOf.values[n]).toBeCloseTo(each / (1 + Math.abs(each)), 6);
      expect(softsignOf.slopes[n]).toBeCloseTo((1 + Math.abs(each)) ** -2, 6);
    });
  });

  test('what is left behind several of them follows from their number', async () => {
    const { figures, curves } = await run(activations, { layers: 3 });
    expect(curves.sigmoidGradient.x).toEqual([0, 1, 2, 3]);
    expect(figures.sigmoidLeft).toBeLessThanOrEqual(0.25 ** 3);
    expect(figures.tanhLeft).toBeGreaterThan(figures.sigmoidLeft);
  });

  test('a wide difference is no tangent, and the experiment shows it', async () => {
    const wide = await run(activations, { difference: 1 });
    const narrow = await run(activations, { difference: 0.01 });
    expect(wide.figures.largestGap).toBeGreaterThan(100 * narrow.figures.largestGap);
  });
});

test('tanh comes to 1 exponentially and softsign as a power, before anything is trained', async () => {
  const { figures } = await run(softsign, {}, () => true);
  expect(figures.tanhSlope).toBeCloseTo(-2, 1);
  expect(figures.softsignSlope).toBeCloseTo(-1, 1);
});
