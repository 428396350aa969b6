import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, dropout, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import { summarizeModel } from '../../../src-engine/models/summary.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { generate } from '../../../src-engine/sampling/generator.ts';
import type { WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';

/** Something to time. A step does `count` units of work, with the same code of the engine as a training or a generation. */
export interface Workload {
  count: number;
  /** Floating-point operations of the matrix products that one unit of work cannot do without. */
  flopsPerUnit: number;
  step(): Promise<void>;
  dispose(): void;
}

const VOCABULARY = 65;
/** Units of the layers of the network that texts are written with. */
export const WRITER_UNITS = 512;
const GENERATED_AT_ONCE = 50;
const SEED = 0;
/** Forward, and backward to the inputs and to the weights. */
const PASSES = 3;

/** The configurations of test/tools/bench/peers/pytorch_lstm.py, which measures the same. `kernels`: as the studio uses for this work. */
export const configurations = {
  S: {
    kernels: 'fastest',
    unit: 'tokens/s',
    create: (backend: Backend) => languageModelTraining(backend, 128, 50, 50),
  },
  M: {
    kernels: 'fastest',
    unit: 'tokens/s',
    create: (backend: Backend) => languageModelTraining(backend, 256, 64, 64),
  },
  L: {
    kernels: 'fastest',
    unit: 'tokens/s',
    create: (backend: Backend) => languageModelTraining(backend, 512, 64, 128),
  },
  G: {
    kernels: 'portable',
    unit: 'characters/s',
    create: (backend: Backend, weights?: WeightPrecision) => generation(backend, WRITER_UNITS, weights),
  },
  C: { kernels: 'fastest', unit: 'samples/s', create: (backend: Backend) => classifierTraining(backend, 32, 10) },
} as const;

export type Configuration = keyof typeof configurations;

export function languageModel(units: number): ModelSpec {
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: VOCABULARY },
    layers: [{ type: 'one_hot' }, lstm(units), lstm(units), dense(VOCABULARY)],
  };
}

/** Two LSTM layers on one-hot characters. */
export function languageModelTraining(backend: Backend, units: number, batch: number, steps: number): Workload {
  const ids = randomIds('ids', batch * steps, VOCABULARY);
  const targets = randomIds('targets', batch * steps, VOCABULARY);
  return training(backend, languageModel(units), { batch, steps }, ids, targets, batch * steps);
}

/** The course's classifier, whose embedding has 20 million weights, of which a batch touches a few thousand. */
function classifierTraining(backend: Backend, batch: number, steps: number): Workload {
  const words = 400_001;
  const classes = 5;
  const spec: ModelSpec = {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: words },
    layers: [
      embedding(50),
      lstm(128),
      dropout(0.5),
      lstm(128, { returnSequences: false }),
      dropout(0.5),
      dense(classes),
      { type: 'activation', activation: 'softmax' },
    ],
  };
  const ids = randomIds('ids', batch * steps, words);
  return training(backend, spec, { batch, steps }, ids, randomIds('targets', batch, classes), batch);
}

/** A step: forward, backward, clip by norm 5, Adam, and a look at the loss. */
function training(
  backend: Backend,
  spec: ModelSpec,
  shape: { batch: number; steps: number },
  ids: Int32Array,
  targets: Int32Array,
  count: number,
): Workload {
  const model = createModel(backend, spec);
  model.initialize(SEED);
  const pass = model.createPass({ ...shape, training: true });
  const optimizer = createOptimizer(model, {
    type: 'adam',
    learningRate: 0.002,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  });
  const metrics = backend.tensor([3]);
  return {
    count,
    flopsPerUnit: (PASSES * forwardFlops(spec, shape.steps) * shape.batch * shape.steps) / count,
    async step() {
      backend.fill(metrics, 0);
      model.zeroGradients([ids]);
      pass.setIds(ids, null);
      pass.setTargets(targets);
      pass.forward({ seed: SEED, step: optimizer.stepCount });
      pass.backward(1 / targets.length, metrics);
      optimizer.step({ learningRate: 0.002, clip: { type: 'norm', max: 5 }, l2: 0 });
      pass.carryState();
      await backend.read(metrics);
    },
    dispose() {
      backend.release(metrics);
      optimizer.dispose();
      pass.dispose();
      model.dispose();
    },
  };
}

function generation(backend: Backend, units: number, weights: WeightPrecision = 'float32'): Workload {
  const model = createModel(backend, languageModel(units));
  model.initialize(SEED);
  model.freeze(weights);
  const vocabulary = Array.from({ length: VOCABULARY }, (_, n) => String.fromCodePoint(0x30 + n));
  const spec = { type: 'character', minimumFrequency: 1 } as const;
  const tokenizer = createTokenizer({ spec, vocabulary, unknownId: null, merges: [] });
  const sampling = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 0 };
  return {
    count: GENERATED_AT_ONCE,
    flopsPerUnit: forwardFlops(model.spec, 1),
    async step() {
      await generate({
        model,
        tokenizer,
        prompt: '',
        length: GENERATED_AT_ONCE,
        sampling: { ...sampling, stopStrings: [], seed: SEED },
        emit: () => undefined,
        signal: { aborted: false },
        clock: () => performance.now(),
        yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
      });
    },
    dispose: () => model.dispose(),
  };
}

/** Of one token in one forward pass. */
function forwardFlops(spec: ModelSpec, steps: number): number {
  return 2 * summarizeModel(spec, { batch: 1, steps, optimizer: 'adam' }).multiplyAddsPerToken;
}

function randomIds(purpose: string, length: number, below: number): Int32Array {
  const stream = createStream(SEED, purpose, 0);
  return Int32Array.from({ length }, () => stream.below(below));
}
