import type { Model } from '../models/model.ts';
import { createStream } from '../random/stream.ts';
import type { RandomStream } from '../random/stream.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { createSmallRnn, gridOf, readWeights, SMALL_RNN, weightGrids } from './small-rnn.ts';
import type { SmallRnnWeights } from './small-rnn.ts';

const controls = {
  strength: { kind: 'number', default: 0.9, minimum: 0.3, maximum: 1.2, step: 0.05 },
  loudness: { kind: 'number', default: 1, minimum: 0.05, maximum: 2, step: 0.05 },
} as const;

/** Pairs of sequences over which effects are averaged. */
const PAIRS = 64;
/** The input of this step is raised: the states before it have had time to leave zero. */
const RAISED_STEP = 5;
const RAISE = 0.02;
const LAGS = 20;
const STEPS = RAISED_STEP + LAGS + 1;
/** The question of the lesson is about this many steps. */
const ASKED_LAG = 10;
/** Inputs that leave tanh on its straight part. */
const QUIET = 0.02;

/**
 * Reads pairs of sequences that differ in one input alone, and follows how far apart the states are from there on. The
 * first sequence's numbers go into the picture, where a step is opened to each multiplication.
 */
export const rnnForward: LessonExperiment<typeof controls> = {
  controls,
  async *run(options) {
    const { backend, settings, seed } = options;
    const model = await createSmallRnn(backend, settings.strength, seed);
    try {
      const weights = await readWeights(model);
      const shown = await readOne(model, options, weights);
      yield { done: 0.2, outcome: { figures: shown.figures, curves: {}, grids: shown.grids, texts: {} } };
      const set = await effectByLag(model, settings.loudness, seed);
      const quiet = await effectByLag(model, QUIET, seed);
      return outcomeOf({ shown, set, quiet, strength: settings.strength });
    } finally {
      model.dispose();
    }
  },
  claims: [
    { id: 'products-make-the-state', figure: 'largestDifference', unit: 'plain', atMost: 1e-5 },
    { id: 'quiet-follows-the-power', figure: 'quietOverPower', unit: 'ratio', atLeast: 0.9, atMost: 1.1 },
    { id: 'loud-forgets', figure: 'shareLeft', unit: 'share', atMost: 0.1 },
  ],
};

interface Shown {
  figures: Record<string, number>;
  grids: LessonOutcome['grids'];
}

function outcomeOf(measured: { shown: Shown; set: number[]; quiet: number[]; strength: number }): LessonOutcome {
  const { shown, set, quiet, strength } = measured;
  const lags = Array.from(set.keys());
  const power = lags.map((lag) => strength ** lag);
  return {
    figures: {
      ...shown.figures,
      shareLeft: set[ASKED_LAG],
      quietShareLeft: quiet[ASKED_LAG],
      power: power[ASKED_LAG],
      quietOverPower: quiet[ASKED_LAG] / power[ASKED_LAG],
    },
    curves: { effect: { x: lags, y: set }, quiet: { x: lags, y: quiet }, power: { x: lags, y: power } },
    grids: shown.grids,
    texts: {},
  };
}

/** Compares the engine's states of one sequence with those that are multiplied out one product after the other. */
async function readOne(model: Model, { settings, seed }: LessonRun<typeof controls>, weights: SmallRnnWeights) {
  const inputs = drawInputs(createStream(seed, 'lesson/sequence', 0), settings.loudness, 1);
  const states = await readStates(model, inputs, 1);
  const { units } = SMALL_RNN;
  let largestDifference = 0;
  for (let t = 0; t < STEPS; t++) {
    const before = t === 0 ? new Float32Array(units) : states.subarray((t - 1) * units, t * units);
    multiplyOut(weights, inputs.subarray(t * SMALL_RNN.inputs, (t + 1) * SMALL_RNN.inputs), before).forEach(
      (h, unit) => {
        largestDifference = Math.max(largestDifference, Math.abs(h - states[t * units + unit]));
      },
    );
  }
  const grids = {
    ...weightGrids(weights),
    inputs: gridOf(inputs, STEPS, SMALL_RNN.inputs),
    states: gridOf(states, STEPS, units),
  };
  return { figures: { largestDifference }, grids };
}

/** Returns h = tanh(x·W + h₋₁·U + b), product by product. */
function multiplyOut({ kernel, recurrent, bias }: SmallRnnWeights, x: Float32Array, before: Float32Array): number[] {
  const { units } = SMALL_RNN;
  return Array.from(bias, (b, unit) => {
    let sum = b;
    x.forEach((value, row) => (sum += value * kernel[row * units + unit]));
    before.forEach((value, row) => (sum += value * recurrent[row * units + unit]));
    return Math.tanh(sum);
  });
}

/** Returns the mean distance of the states of each pair by lag, as a share of that at the step whose input was raised. */
async function effectByLag(model: Model, loudness: number, seed: number): Promise<number[]> {
  const inputs = drawInputs(createStream(seed, 'lesson/pairs', 0), loudness, PAIRS);
  const states = await readStates(model, inputs, PAIRS);
  const raised = inputs.slice();
  const first = RAISED_STEP * PAIRS * SMALL_RNN.inputs;
  for (let b = 0; b < PAIRS; b++) raised[first + b * SMALL_RNN.inputs] += RAISE;
  const raisedStates = await readStates(model, raised, PAIRS);
  const distances = Array.from({ length: LAGS + 1 }, (_, lag) => meanDistance(states, raisedStates, RAISED_STEP + lag));
  return distances.map((distance) => distance / distances[0]);
}

function meanDistance(a: Float32Array, b: Float32Array, step: number): number {
  const { units } = SMALL_RNN;
  let sum = 0;
  for (let row = step * PAIRS; row < (step + 1) * PAIRS; row++) {
    let squares = 0;
    for (let n = row * units; n < (row + 1) * units; n++) squares += (a[n] - b[n]) ** 2;
    sum += Math.sqrt(squares);
  }
  return sum / PAIRS;
}

/** (T·B, inputs): normal numbers. */
function drawInputs(random: RandomStream, loudness: number, batch: number): Float32Array {
  return Float32Array.from({ length: STEPS * batch * SMALL_RNN.inputs }, () => loudness * random.normal());
}

/** Returns h after every step, (T·B, units). */
async function readStates(model: Model, inputs: Float32Array, batch: number): Promise<Float32Array> {
  const pass = model.createPass({ batch, steps: STEPS, training: false, observed: true });
  try {
    pass.setFeatures(inputs, null);
    pass.forward({ seed: 0, step: 0 });
    return Float32Array.from(await model.backend.read(pass.loops[0].states['h']));
  } finally {
    pass.dispose();
  }
}
