import type { Backend, Tensor } from '../backends/backend.ts';
import { createModel } from '../models/create-model.ts';
import { dense, simpleRnn } from '../models/default-layers.ts';
import type { Model } from '../models/model.ts';
import { createOptimizer } from '../optimizers/optimizer.ts';
import { createStream } from '../random/stream.ts';
import { drawEmbeddedReber } from '../samples/embedded-reber.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { ClipSpec } from '../spec/train-spec.ts';
import { accumulateGradients } from '../training/accumulate-gradients.ts';
import type { Batch, BatchSource } from '../training/batch-source.ts';
import { createPassSet } from '../training/pass-set.ts';
import { batchOf } from './drawn-trainer.ts';
import type { LessonExperiment, LessonRun, LessonStage } from './lesson-experiment.ts';
import { stepTargets } from './memory-tasks/step-targets.ts';

const SYMBOLS = 'BTPSXVE';
const SHORTEST = 10;
const LONGEST = 44;
const BATCH_SIZE = 16;
const STEPS = 400;
const STEPS_PER_STAGE = 25;
/** The loss at the end is the mean over so many steps. */
const WINDOW = 50;
/** The most numbers of a gradient that are drawn. */
const DRAWN = 200;
const HALVINGS = 40;

const controls = {
  limit: { kind: 'number', default: 1, minimum: 0.1, maximum: 10, step: 0.1, logarithmic: true },
  learningRate: { kind: 'number', default: 2, minimum: 0.5, maximum: 4, step: 0.5 },
} as const;

type Run = LessonRun<typeof controls>;

/**
 * Trains a SimpleRNN on strings of the embedded Reber grammar at a high learning rate, with its gradients clipped by their norm and
 * without (Pascanu, Mikolov and Bengio 2013). At each step that is clipped, the gradient is compared with what clipping leaves of it.
 */
export const clipping: LessonExperiment<typeof controls> = {
  controls,
  async *run(options) {
    const { limit } = options.settings;
    const clipped = yield* training({ type: 'norm', max: limit }, options, (part, done) => ({
      done: done / 2,
      outcome: outcomeOf(limit, { with: part }),
    }));
    const free = yield* training({ type: 'none' }, options, (part, done) => ({
      done: (1 + done) / 2,
      outcome: outcomeOf(limit, { with: clipped, without: part }),
    }));
    return outcomeOf(limit, { with: clipped, without: free });
  },
  claims: [
    { id: 'norm-clipping-keeps-the-direction', figure: 'cosineByNorm', unit: 'plain', atLeast: 0.999999 },
    { id: 'norm-clipping-leaves-the-limit', figure: 'lengthShare', unit: 'ratio', atLeast: 0.9999, atMost: 1.0001 },
    { id: 'value-clipping-turns', figure: 'cosineByValue', unit: 'plain', atMost: 0.98 },
    { id: 'few-steps-are-clipped', figure: 'clippedShare', unit: 'share', atMost: 0.1 },
    { id: 'clipped-training-learns', figure: 'lossWith', unit: 'nats', atMost: 0.65 },
    { id: 'the-other-does-not', figure: 'lossDifference', unit: 'nats', atLeast: 1 },
  ],
};

/** A training so far. */
interface Part {
  losses: number[];
  /** The norm of each step's gradient before clipping, and after it. */
  before: number[];
  after: number[];
  comparisons: Comparison[];
}

/** A gradient that is too long, beside what is left of it by either way of clipping. */
interface Comparison {
  gradient: Float64Array;
  byNorm: Float64Array;
  /** Each number is cut off where that leaves the same length. */
  byValue: Float64Array;
}

async function* training(
  clip: ClipSpec,
  { backend, settings, seed }: Run,
  stageOf: (part: Part, done: number) => LessonStage,
): AsyncGenerator<LessonStage, Part, undefined> {
  const model = createModel(backend, spec);
  model.initialize(seed);
  const source = reberBatches(seed);
  const passes = createPassSet(model, source, { training: true, classWeights: null });
  const optimizer = createOptimizer(model, { type: 'sgd', learningRate: settings.learningRate });
  const gradients = gradientsOf(model);
  const metrics = backend.tensor([3]);
  const part: Part = { losses: [], before: [], after: [], comparisons: [] };
  for (let step = 0; step < STEPS; step++) {
    const batches = [source.batch(0, step)];
    accumulateGradients({ model, source, passes, metrics, batches, first: step, seed, batchesBefore: step });
    const [lossSum, weight] = await backend.read(metrics);
    const gradient = await together(backend, gradients);
    const norm = lengthOf(gradient);
    const isClipped = clip.type === 'norm' && norm > clip.max;
    const byValue = isClipped ? await clippedByValue(backend, gradients, gradient, clip.max) : null;
    optimizer.step({ learningRate: settings.learningRate, clip, l2: 0 });
    // The optimizer clips in place.
    const after = await together(backend, gradients);
    if (byValue !== null) part.comparisons.push({ gradient, byNorm: after, byValue });
    part.losses.push(lossSum / weight);
    part.before.push(norm);
    part.after.push(lengthOf(after));
    if ((step + 1) % STEPS_PER_STAGE === 0 && step + 1 < STEPS) yield stageOf(part, (step + 1) / STEPS);
  }
  for (const pass of passes.passes) pass.dispose();
  optimizer.dispose();
  model.dispose();
  return part;
}

const spec: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: SYMBOLS.length },
  layers: [{ type: 'one_hot' }, simpleRnn(32, { recurrentInitializer: 'orthogonal' }), dense(SYMBOLS.length)],
};

function reberBatches(seed: number): BatchSource {
  return {
    count: STEPS,
    carriesState: false,
    shapes: [{ batch: BATCH_SIZE, steps: LONGEST }],
    batch: (_epoch, n) => drawBatch(seed, n),
  };
}

function drawBatch(seed: number, n: number): Batch {
  const random = createStream(seed, 'lesson/clipping', n);
  const strings = Array.from({ length: BATCH_SIZE }, () => {
    let text = drawEmbeddedReber(random, SHORTEST);
    while (text.length > LONGEST) text = drawEmbeddedReber(random, SHORTEST);
    const ids = Int32Array.from(text, (symbol) => SYMBOLS.indexOf(symbol));
    return { ids: ids.slice(0, -1), targets: ids.slice(1) };
  });
  return batchOf(stepTargets(strings), LONGEST);
}

function gradientsOf(model: Model): Tensor[] {
  return model.parameters.map((parameter) => {
    const gradient = parameter.gradient();
    if (gradient === null) throw new Error('All parameters of the lesson are trained.');
    return gradient;
  });
}

/** Returns all numbers of the gradients, as one vector. */
async function together(backend: Backend, gradients: readonly Tensor[]): Promise<Float64Array> {
  const parts = await Promise.all(gradients.map((gradient) => backend.read(gradient)));
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** Cuts each number of the gradient off at the limit that leaves it with a length. Leaves the gradients as they were. */
async function clippedByValue(
  backend: Backend,
  gradients: readonly Tensor[],
  gradient: Float64Array,
  length: number,
): Promise<Float64Array> {
  const norm = backend.tensor([1]);
  const clip = async (max: number): Promise<number> => {
    restore(backend, gradients, gradient);
    backend.clipByValue({ gradients, max });
    backend.globalNorm({ tensors: gradients, out: norm });
    return (await backend.read(norm))[0];
  };
  let low = 0;
  let high = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (low + high) / 2;
    if ((await clip(middle)) > length) high = middle;
    else low = middle;
  }
  await clip(low);
  const clipped = await together(backend, gradients);
  restore(backend, gradients, gradient);
  backend.release(norm);
  return clipped;
}

function restore(backend: Backend, gradients: readonly Tensor[], values: Float64Array): void {
  let from = 0;
  for (const gradient of gradients) {
    backend.write(gradient, values.subarray(from, from + gradient.size));
    from += gradient.size;
  }
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, n) => sum + value * b[n], 0);
const lengthOf = (a: Float64Array): number => Math.sqrt(dot(a, a));
const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / (lengthOf(a) * lengthOf(b));
const degrees = (cosineOf: number): number => (Math.acos(Math.min(1, cosineOf)) * 180) / Math.PI;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function outcomeOf(limit: number, parts: { with: Part; without?: Part }): LessonOutcome {
  const { losses, before, after, comparisons } = parts.with;
  const lossWith = mean(losses.slice(-WINDOW));
  const lossWithout = parts.without && mean(parts.without.losses.slice(-WINDOW));
  // A step in which nothing was clipped leaves everything as it was.
  const averageOf = (of: (each: Comparison) => number, none: number) =>
    comparisons.length === 0 ? none : mean(comparisons.map(of));
  const byValue = averageOf(({ gradient, byValue: left }) => cosine(gradient, left), 1);
  const byNorm = averageOf(({ gradient, byNorm: left }) => cosine(gradient, left), 1);
  const [longest] = comparisons.toSorted((a, b) => lengthOf(b.gradient) - lengthOf(a.gradient));
  return {
    figures: {
      cosineByNorm: byNorm,
      cosineByValue: byValue,
      angleByNorm: degrees(byNorm),
      angleByValue: degrees(byValue),
      lengthShare: averageOf(({ byNorm: left }) => lengthOf(left) / limit, 1),
      clippedShare: comparisons.length / losses.length,
      longest: Math.max(...before),
      lossWith,
      ...(lossWithout !== undefined && { lossWithout, lossDifference: lossWithout - lossWith }),
    },
    curves: {
      lossWith: lossCurve(losses),
      ...(parts.without && { lossWithout: lossCurve(parts.without.losses) }),
      before: { x: before.map((_, n) => n + 1), y: [...before] },
      after: { x: after.map((_, n) => n + 1), y: [...after] },
      ...(longest && largestNumbers(longest)),
    },
    grids: {},
    texts: {},
  };
}

/** The mean loss over each window of steps. */
function lossCurve(losses: readonly number[]): LessonCurve {
  const count = Math.floor(losses.length / STEPS_PER_STAGE);
  const ends = Array.from({ length: count }, (_, n) => (n + 1) * STEPS_PER_STAGE);
  return { x: ends, y: ends.map((end) => mean(losses.slice(end - STEPS_PER_STAGE, end))) };
}

/** The largest numbers of a gradient by their size, and what either way of clipping leaves of each. */
function largestNumbers({ gradient, byNorm, byValue }: Comparison): Record<string, LessonCurve> {
  const places = [...gradient.keys()].sort((a, b) => Math.abs(gradient[b]) - Math.abs(gradient[a])).slice(0, DRAWN);
  const curve = (values: Float64Array): LessonCurve => ({
    x: places.map((_, rank) => rank + 1),
    y: places.map((place) => Math.abs(values[place])),
  });
  return { numbersBefore: curve(gradient), numbersByNorm: curve(byNorm), numbersByValue: curve(byValue) };
}
