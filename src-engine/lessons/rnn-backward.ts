import type { Backend, Tensor } from '../backends/backend.ts';
import { withTensors } from '../insight/with-tensors.ts';
import type { Model, Pass } from '../models/model.ts';
import { createStream } from '../random/stream.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import { finiteDifferenceError } from './finite-difference-error.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { createSmallRnn, gridOf, parameterOf, readWeights, SMALL_RNN, weightGrids } from './small-rnn.ts';

const controls = {
  strength: { kind: 'number', default: 1, minimum: 0.3, maximum: 1.5, step: 0.05 },
} as const;

const STEPS = 20;
const SEQUENCES = 64;
/** The question of the lesson is about the share of so many last steps. */
const ASKED_STEPS = 5;

/**
 * Sends the error at the end of sequences back through time: the chain of local factors against what the engine says
 * reaches each step, what each step adds to the gradient of the recurrent kernel, and all gradients against finite
 * differences of the loss.
 */
export const rnnBackward: LessonExperiment<typeof controls> = {
  controls,
  async *run({ backend, settings, seed }) {
    const model = await createSmallRnn(backend, settings.strength, seed);
    const pass = model.createPass({ batch: SEQUENCES, steps: STEPS, training: true, observed: true });
    try {
      const data = drawData(seed);
      pass.setFeatures(data.features, null);
      pass.setTargets(data.targets);
      const flow = await withTensors(backend, (tensor) => readFlow(model, pass, tensor));
      const outcome = await outcomeOf(model, flow, data.features);
      yield { done: 0.3, outcome };
      const error = await finiteDifferenceError(model, pass);
      return { ...outcome, figures: { ...outcome.figures, finiteDifferenceError: error } };
    } finally {
      pass.dispose();
      model.dispose();
    }
  },
  claims: [
    { id: 'gradients-are-slopes', figure: 'finiteDifferenceError', unit: 'ratio', atMost: 1e-3 },
    { id: 'chain-is-the-gradient', figure: 'chainError', unit: 'ratio', atMost: 1e-4 },
    { id: 'steps-add-up', figure: 'sumError', unit: 'ratio', atMost: 1e-4 },
    { id: 'last-steps-count-most', figure: 'lastStepsShare', unit: 'share', atLeast: 0.75, atMost: 1.05 },
    { id: 'little-arrives', figure: 'arrives', unit: 'share', atMost: 0.01 },
  ],
};

/** Rows are (T·B, units). */
interface Flow {
  states: ArrayLike<number>;
  /** ∂L/∂h after every step, with what comes back from later steps. */
  dStates: ArrayLike<number>;
  /** ∂L/∂a, a the sum inside tanh. */
  dSums: ArrayLike<number>;
  /** ∂L/∂U, (units, units). */
  dRecurrent: ArrayLike<number>;
}

async function readFlow(model: Model, pass: Pass, tensor: Backend['tensor']): Promise<Flow> {
  const { backend } = model;
  const [loop] = pass.loops;
  const metrics = tensor([3]);
  const recorded = tensor(loop.states['h'].shape);
  loop.hooks.records = { h: recorded };
  model.zeroGradients([]);
  pass.forward({ seed: 0, step: 0 });
  const states = await backend.read(loop.states['h']);
  pass.backward(1 / SEQUENCES, metrics);
  loop.hooks.records = {};
  return {
    states,
    dStates: await backend.read(recorded),
    dSums: await backend.read(present(loop.gates)),
    dRecurrent: await backend.read(present(parameterOf(model, '0.recurrent').gradient())),
  };
}

async function outcomeOf(model: Model, flow: Flow, features: Float32Array): Promise<LessonOutcome> {
  const weights = await readWeights(model);
  const byLag = Array.from({ length: STEPS }, (_, lag) => meanNorm(flow.dStates, STEPS - 1 - lag));
  const steps = Array.from({ length: STEPS }, (_, t) => contribution(flow, t));
  const total = steps.reduce((sum, each) => sum.map((value, n) => value + each[n]));
  const squares = dot(total, total);
  const shares = steps.map((each) => dot(each, total) / squares);
  const lags = Array.from({ length: STEPS }, (_, lag) => lag);
  const ofFirst = (rows: ArrayLike<number>, scale = 1) => {
    const own = firstSequence(rows, SMALL_RNN.units).map((value) => scale * value);
    return gridOf(own, STEPS, SMALL_RNN.units);
  };
  return {
    figures: {
      chainError: chainError(flow, weights.recurrent),
      sumError: relativeError(total, flow.dRecurrent),
      lastStepsShare: shares.slice(-ASKED_STEPS).reduce((sum, share) => sum + share, 0),
      arrives: byLag[STEPS - 1] / byLag[0],
    },
    curves: {
      gradient: { x: lags, y: byLag.map((norm) => norm / byLag[0]) },
      contribution: { x: lags, y: shares.toReversed() },
    },
    grids: {
      ...weightGrids(weights),
      inputs: gridOf(firstSequence(features, SMALL_RNN.inputs), STEPS, SMALL_RNN.inputs),
      states: ofFirst(flow.states),
      // The gradient is that of the first sequence's own loss, not of the mean of all.
      stateGradients: ofFirst(flow.dStates, SEQUENCES),
    },
    texts: {},
  };
}

/** Returns what step t adds to ∂L/∂U: h of the step before times ∂L/∂a, over all sequences. */
function contribution({ states, dSums }: Flow, t: number): number[] {
  const { units } = SMALL_RNN;
  const sum = Array<number>(units * units).fill(0);
  if (t === 0) return sum;
  for (let b = 0; b < SEQUENCES; b++) {
    const [before, now] = [((t - 1) * SEQUENCES + b) * units, (t * SEQUENCES + b) * units];
    for (let n = 0; n < sum.length; n++) sum[n] += states[before + Math.floor(n / units)] * dSums[now + (n % units)];
  }
  return sum;
}

/** Compares ∂L/∂h at each step with that of the step after, taken through tanh′ = 1 − h² and U by hand. */
function chainError({ states, dStates }: Flow, recurrent: Float32Array): number {
  const { units } = SMALL_RNN;
  const rows = (STEPS - 1) * SEQUENCES;
  const chained = Array.from({ length: rows * units }, (_, n) => {
    const [row, unit] = [Math.floor(n / units), n % units];
    let sum = 0;
    for (let to = 0; to < units; to++) {
      const after = (row + SEQUENCES) * units + to;
      sum += dStates[after] * (1 - states[after] ** 2) * recurrent[unit * units + to];
    }
    return sum;
  });
  return relativeError(chained, dStates);
}

/** Returns max|a − b| / max|b|, over the elements of a. */
function relativeError(a: readonly number[], b: ArrayLike<number>): number {
  let [error, largest] = [0, 0];
  a.forEach((value, n) => {
    error = Math.max(error, Math.abs(value - b[n]));
    largest = Math.max(largest, Math.abs(b[n]));
  });
  return error / largest;
}

function meanNorm(rows: ArrayLike<number>, t: number): number {
  const { units } = SMALL_RNN;
  let sum = 0;
  for (let b = 0; b < SEQUENCES; b++) {
    let squares = 0;
    for (let unit = 0; unit < units; unit++) squares += rows[(t * SEQUENCES + b) * units + unit] ** 2;
    sum += Math.sqrt(squares);
  }
  return sum / SEQUENCES;
}

function firstSequence(rows: ArrayLike<number>, width: number): number[] {
  return Array.from({ length: STEPS * width }, (_, n) => rows[Math.floor(n / width) * SEQUENCES * width + (n % width)]);
}

function drawData(seed: number) {
  const random = createStream(seed, 'lesson/sequences', 0);
  const normals = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  return { features: normals(STEPS * SEQUENCES * SMALL_RNN.inputs), targets: normals(SEQUENCES) };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, n) => sum + value * b[n], 0);

function present(tensor: Tensor | null): Tensor {
  if (tensor === null) throw new Error('A training pass keeps its gates, and its parameters have gradients.');
  return tensor;
}
