import type { Backend } from '../backends/backend.ts';
import { measureLayerSignals } from '../insight/layer-signals.ts';
import { randomBatch } from '../insight/random-batch.ts';
import { createModel } from '../models/create-model.ts';
import { dense, lstm } from '../models/default-layers.ts';
import type { Model } from '../models/model.ts';
import { createStream } from '../random/stream.ts';
import type { LayerSignal } from '../spec/insight-spec.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { Activation, Initializer, LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import type { LessonExperiment, LessonStage } from './lesson-experiment.ts';

const DEPTH = 10;
const WIDTH = 256;
const CLASSES = WIDTH;

const controls = {
  layers: { kind: 'choice', default: 'linear', choices: ['linear', 'tanh', 'softsign', 'relu', 'lstm'] },
  gain: { kind: 'number', default: 1.2, minimum: 0.5, maximum: 2, step: 0.05 },
} as const;

type LayerKind = Extract<Activation, 'linear' | 'tanh' | 'softsign' | 'relu'> | 'lstm';

/** The initial values that are compared. */
const starts = { small: 'uniform', xavier: 'xavier_uniform', large: 'he_uniform' } as const;
type Start = keyof typeof starts;
const STARTS = ['small', 'xavier', 'large'] as const satisfies readonly Start[];

/** The figures of the other layers, each of a stack of its own. */
const OTHERS = [
  { figure: 'tanhXavierLast', kind: 'tanh', start: 'xavier', of: last },
  { figure: 'tanhLargeLast', kind: 'tanh', start: 'large', of: last },
  { figure: 'reluXavierFactor', kind: 'relu', start: 'xavier', of: meanFactor },
  { figure: 'reluHeFactor', kind: 'relu', start: 'large', of: meanFactor },
  { figure: 'lstmXavierFactor', kind: 'lstm', start: 'xavier', of: meanFactor },
] as const;

/**
 * The factor n·Var w by which a layer without an activation multiplies the variance of its n inputs, n being the number of its units
 * too: ±0.05 has a variance of 0.05²/3, Xavier's values 1/n, and those of He 2/n.
 */
export const linearFactors = { small: (WIDTH * 0.05 ** 2) / 3, xavier: 1, large: 2 } as const satisfies Record<
  Start,
  number
>;

/**
 * Measures the variance of each layer's output, and of the gradient with respect to it, before any training, in stacks of ten equal
 * layers that read standard normal numbers (Glorot & Bengio 2010, section 4.2).
 */
export const xavier: LessonExperiment<typeof controls> = {
  controls,
  async *run({ backend, settings, seed }) {
    const chosen = settings.layers as LayerKind;
    const measure = (kind: LayerKind, start: Start, gain = 1) => measureStack(backend, { kind, start, gain, seed });
    const parts = STARTS.length * (chosen === 'linear' ? 1 : 2) + 1 + OTHERS.length;
    let part = 0;
    let outcome: LessonOutcome = {
      figures: {},
      curves: {
        smallPredicted: curveOf(powersOf(linearFactors.small)),
        largePredicted: curveOf(powersOf(linearFactors.large)),
      },
      grids: {},
      texts: {},
    };
    /** One stack takes some tenths of a second: the engine answers others after each. */
    const withMore = ({ figures = {}, curves = {} }: Partial<LessonOutcome>): LessonStage => {
      outcome = {
        ...outcome,
        figures: { ...outcome.figures, ...figures },
        curves: { ...outcome.curves, ...curves },
      };
      return { done: ++part / parts, outcome };
    };
    for (const start of STARTS) {
      const linear = await measure('linear', start);
      const curves = chosen === 'linear' ? curvesOf(start, linear) : {};
      yield withMore({ figures: linearFigures[start](linear), curves });
      if (chosen !== 'linear') yield withMore({ curves: curvesOf(start, await measure(chosen, start)) });
    }
    const own = await measure(chosen, 'xavier', settings.gain);
    yield withMore({ figures: { ownFactor: meanFactor(own.outputs) }, curves: { own: curveOf(own.outputs) } });
    for (const { figure, kind, start, of } of OTHERS) {
      yield withMore({ figures: { [figure]: of((await measure(kind, start)).outputs) } });
    }
    return outcome;
  },
  claims: [
    { id: 'xavier-keeps-the-variance', figure: 'xavierFactor', unit: 'ratio', atLeast: 0.9, atMost: 1.1 },
    { id: 'xavier-within-a-factor-of-two', figure: 'xavierLast', unit: 'plain', atLeast: 0.5, atMost: 2 },
    { id: 'small-shrinks-as-predicted', figure: 'smallAgainstPredicted', unit: 'ratio', atLeast: 0.9, atMost: 1.1 },
    { id: 'large-grows-as-predicted', figure: 'largeAgainstPredicted', unit: 'ratio', atLeast: 0.9, atMost: 1.1 },
    { id: 'gradients-keep-theirs', figure: 'xavierGradientFactor', unit: 'ratio', atLeast: 0.9, atMost: 1.1 },
    { id: 'tanh-xavier-falls-slowly', figure: 'tanhXavierLast', unit: 'plain', atLeast: 0.02, atMost: 0.2 },
    { id: 'relu-halves', figure: 'reluXavierFactor', unit: 'ratio', atLeast: 0.45, atMost: 0.55 },
    { id: 'relu-and-he-keep', figure: 'reluHeFactor', unit: 'ratio', atLeast: 0.9, atMost: 1.1 },
    { id: 'lstm-falls', figure: 'lstmXavierFactor', unit: 'ratio', atLeast: 0.13, atMost: 0.87 },
  ],
};

const linearFigures: Readonly<Record<Start, (linear: Variances) => LessonOutcome['figures']>> = {
  small: ({ outputs }) => ({
    smallFactor: meanFactor(outputs),
    smallAgainstPredicted: meanFactor(outputs) / linearFactors.small,
    smallLast: last(outputs),
  }),
  xavier: ({ outputs, gradients }) => ({
    xavierFactor: meanFactor(outputs),
    xavierLast: last(outputs),
    xavierGradientFactor: meanFactor(gradients),
  }),
  large: ({ outputs }) => ({
    largeFactor: meanFactor(outputs),
    largeAgainstPredicted: meanFactor(outputs) / linearFactors.large,
    largeLast: last(outputs),
  }),
};

const curvesOf = (start: Start, { outputs, gradients }: Variances): LessonOutcome['curves'] => ({
  [start]: curveOf(outputs),
  [`${start}Gradient`]: curveOf(gradients),
});

/** By layer from 1 on. */
interface Variances {
  outputs: number[];
  gradients: number[];
}

async function measureStack(
  backend: Backend,
  { kind, start, gain, seed }: { kind: LayerKind; start: Start; gain: number; seed: number },
): Promise<Variances> {
  const spec = kind === 'lstm' ? lstmStack(starts[start]) : denseStack(kind, starts[start]);
  const model = createModel(backend, spec);
  try {
    model.initialize(createStream(seed, `lesson/${start}`, 0).nextUint32());
    await scaleKernels(model, gain);
    // A stack without time reads sequences of one step.
    const shape = kind === 'lstm' ? { batch: 8, steps: 16 } : { batch: 256, steps: 1 };
    const signals = await measureLayerSignals(model, randomBatch(spec, shape, seed));
    return variancesOf(spec, signals);
  } finally {
    model.dispose();
  }
}

function denseStack(activation: Activation, kernelInitializer: Initializer): ModelSpec {
  const layer: LayerSpec[] = [dense(WIDTH, { kernelInitializer }), { type: 'activation', activation }];
  return stackOf([{ type: 'mean_pooling' }, ...Array.from({ length: DEPTH }, () => layer).flat()]);
}

function lstmStack(kernelInitializer: Initializer): ModelSpec {
  const layer = (n: number) => lstm(WIDTH, { kernelInitializer, returnSequences: n < DEPTH - 1 });
  return stackOf(Array.from({ length: DEPTH }, (_, n) => layer(n)));
}

function stackOf(layers: LayerSpec[]): ModelSpec {
  return {
    task: 'classification',
    input: { kind: 'features', size: WIDTH },
    layers: [...layers, dense(CLASSES)],
  };
}

async function scaleKernels({ backend, parameters }: Model, gain: number): Promise<void> {
  if (gain === 1) return;
  for (const { name, value } of parameters) {
    if (!name.endsWith('.kernel')) continue;
    const values = await backend.read(value);
    backend.write(
      value,
      values.map((each) => gain * each),
    );
  }
}

/** An activation that hands its input on has no signal of its own: that of the layer before it is the same. */
function variancesOf({ layers }: ModelSpec, signals: readonly LayerSignal[]): Variances {
  const ends = layers.flatMap(({ type }, index) => (type === 'activation' || type === 'lstm' ? [index] : []));
  const hidden = ends.map((end) => signals.filter(({ layer }) => layer <= end).at(-1));
  return {
    outputs: hidden.map((signal) => signal?.activation.variance ?? NaN),
    gradients: hidden.map((signal) => signal?.gradient?.variance ?? NaN),
  };
}

/** The geometric mean of the factors from each layer to the next. */
function meanFactor(variances: readonly number[]): number {
  return (last(variances) / variances[0]) ** (1 / (variances.length - 1));
}

function last(variances: readonly number[]): number {
  return variances[variances.length - 1];
}

function powersOf(factor: number): number[] {
  return Array.from({ length: DEPTH }, (_, n) => factor ** (n + 1));
}

function curveOf(variances: readonly number[]): LessonCurve {
  return { x: variances.map((_, n) => n + 1), y: [...variances] };
}
