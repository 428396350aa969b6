import { measureGradientFlow } from '../insight/gradient-flow.ts';
import { randomBatch } from '../insight/random-batch.ts';
import { recurrentSpectra } from '../insight/recurrent-spectra.ts';
import { createModel } from '../models/create-model.ts';
import { dense, simpleRnn } from '../models/default-layers.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { Batch } from '../training/batch-source.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';

const UNITS = 32;
const SEQUENCES = 64;
const STEPS = 40;
/** The lag at which the lesson compares. */
const LAG = 30;
const LAGS = Array.from({ length: LAG + 1 }, (_, lag) => lag);
/** So small that tanh is a straight line to within a thousandth, also where the state grows seventeenfold. */
const FAINT = 0.001;
const activations = ['tanh', 'softsign', 'relu'] as const;
type Activation = (typeof activations)[number];

const controls = {
  sigma: { kind: 'number', default: 1, minimum: 0.7, maximum: 1.3, step: 0.05 },
  activation: { kind: 'choice', default: 'tanh', choices: activations },
  signals: { kind: 'choice', default: 'faint', choices: ['faint', 'usual'] },
} as const;

type Run = LessonRun<typeof controls>;

/**
 * Sends an error back through a SimpleRNN whose recurrent kernel is an orthogonal matrix times σ, so that all of its singular values
 * are σ, and compares the length of the gradient with σᵏ (Pascanu, Mikolov and Bengio 2013).
 */
export const singularValues: LessonExperiment<typeof controls> = {
  controls,
  async *run(options) {
    const { sigma, activation, signals } = options.settings;
    const chosen = { activation: activation as Activation, scale: signals === 'faint' ? FAINT : 1 };
    const parts: LessonOutcome[] = [];
    const tasks = [
      () => curvesOf('vanishing', { sigma: 0.9, activation: 'tanh', scale: FAINT }, options),
      () => curvesOf('exploding', { sigma: 1.1, activation: 'tanh', scale: FAINT }, options),
      () => curvesOf('squeezed', { sigma: 1.1, activation: 'tanh', scale: 1 }, options),
      () => curvesOf('chosen', { sigma, ...chosen }, options),
    ];
    for (const [n, task] of tasks.entries()) {
      parts.push(await task());
      if (n < tasks.length - 1) yield { done: (n + 1) / tasks.length, outcome: together(parts) };
    }
    return together(parts);
  },
  claims: [
    { id: 'vanishes-as-predicted', figure: 'vanishingDeviation', unit: 'share', atMost: 0.2 },
    { id: 'explodes-as-predicted', figure: 'explodingDeviation', unit: 'share', atMost: 0.2 },
    { id: 'vanishes', figure: 'vanishingLeft', unit: 'share', atMost: 0.05 },
    { id: 'explodes', figure: 'explodingLeft', unit: 'ratio', atLeast: 15 },
    { id: 'tanh-takes-the-rest', figure: 'squeezedLeft', unit: 'share', atMost: 0.05 },
    { id: 'all-singular-values-are-sigma', figure: 'sigmaSpread', unit: 'plain', atMost: 0.001 },
  ],
};

interface Network {
  sigma: number;
  activation: Activation;
  /** The deviation of the inputs. */
  scale: number;
}

/** Measures one network: the gradient's length by lag, its share of the length at lag 0, and how far σᵏ is from that. */
async function curvesOf(name: string, network: Network, { backend, seed }: Run): Promise<LessonOutcome> {
  const spec = modelOf(network.activation);
  const model = createModel(backend, spec);
  model.initialize(seed);
  const kernel = model.parameters.find((parameter) => parameter.name === '0.recurrent');
  if (kernel === undefined) throw new Error('A SimpleRNN has a recurrent kernel.');
  const orthogonal = await backend.read(kernel.value);
  backend.write(
    kernel.value,
    Float64Array.from(orthogonal, (weight) => network.sigma * weight),
  );
  let spread = 0;
  for await (const { singularValues: values } of recurrentSpectra(model)) {
    spread = Math.max(...values.map((value) => Math.abs(value - network.sigma)));
  }
  const [flow] = await measureGradientFlow(model, batchOf(spec, network.scale, seed));
  model.dispose();
  const norms = flow.norms['h'];
  const measured = LAGS.map((lag) => norms[lag] / norms[0]);
  const predicted = LAGS.map((lag) => network.sigma ** lag);
  const deviations = measured.map((share, lag) => Math.abs(share / predicted[lag] - 1));
  return {
    figures: {
      [`${name}Left`]: measured[LAG],
      [`${name}Predicted`]: predicted[LAG],
      [`${name}Deviation`]: Math.max(...deviations),
      sigmaSpread: spread,
    },
    curves: {
      [name]: { x: LAGS, y: measured },
      [`${name}Predicted`]: { x: LAGS, y: predicted },
    },
    grids: {},
    texts: {},
  };
}

function modelOf(activation: Activation): ModelSpec {
  return {
    task: 'regression',
    input: { kind: 'features', size: 4 },
    layers: [simpleRnn(UNITS, { activation, recurrentInitializer: 'orthogonal', returnSequences: false }), dense(1)],
  };
}

function batchOf(spec: ModelSpec, scale: number, seed: number): Batch {
  const batch = randomBatch(spec, { batch: SEQUENCES, steps: STEPS }, seed);
  if (!('features' in batch.input)) throw new Error('The network reads numbers.');
  return { ...batch, input: { features: batch.input.features.map((value) => scale * value) } };
}

function together(parts: readonly LessonOutcome[]): LessonOutcome {
  return {
    figures: {
      ...Object.assign({}, ...parts.map(({ figures }) => figures)),
      sigmaSpread: Math.max(...parts.map(({ figures }) => figures['sigmaSpread'])),
    },
    curves: Object.assign({}, ...parts.map(({ curves }) => curves)),
    grids: {},
    texts: {},
  };
}
