import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { Model, Pass } from '../../../src-engine/models/model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';

/** Small enough that hardly an element crosses a kink of relu or hard sigmoid on its way. */
const STEP = 2e-5;
/** Of a larger parameter, elements at even distances are checked. */
const CHECKED_ELEMENTS = 16;
const SCALE = 0.3;
const RANDOM = { seed: 11, step: 4 };

/** A model of the reference backend with drawn parameters, states and one drawn batch. */
export interface DrawnBatch {
  backend: Backend;
  model: Model;
  pass: Pass;
  /** As given to the pass; empty for features. */
  ids: Int32Array;
}

export interface BatchOptions {
  batch: number;
  steps: number;
  lengths: number[] | null;
  classWeights: number[] | null;
}

export function drawBatch(spec: ModelSpec, { batch, steps, lengths, classWeights }: BatchOptions): DrawnBatch {
  const backend = createReferenceBackend();
  const model = createModel(backend, spec);
  const random = createStream(7, 'test', 0);
  const draw = (size: number, range: number): Float32Array =>
    Float32Array.from({ length: size }, () => range * (2 * random.uniform() - 1));
  for (const { name, value } of model.parameters) {
    // Positive biases keep rectified units alive, whose gradients would otherwise be 0 and prove nothing.
    const values = draw(value.size, 0.8);
    backend.write(value, name.endsWith('.bias') ? values.map(Math.abs) : values);
  }
  const pass = model.createPass({ batch, steps, training: true });
  for (const { value } of pass.states) backend.write(value, draw(value.size, 0.8));
  const { input, task } = spec;
  const givenLengths = lengths === null ? null : Int32Array.from(lengths);
  let ids = new Int32Array();
  if (input.kind === 'tokens') {
    ids = Int32Array.from({ length: steps * batch }, () => random.below(input.vocabularySize));
    pass.setIds(ids, givenLengths);
  } else {
    pass.setFeatures(draw(steps * batch * input.size, 1), givenLengths);
  }
  const [rows, width] = pass.output.shape;
  if (task === 'regression') {
    const targets = draw(rows * width, 1);
    if (targets.length > 1) targets[0] = NaN;
    pass.setTargets(targets);
  } else {
    pass.setTargets(Int32Array.from({ length: rows }, (_, n) => (rows > 2 && n === 1 ? -1 : random.below(width))));
  }
  pass.setClassWeights(classWeights);
  return { backend, model, pass, ids };
}

/** SCALE × summed loss of the drawn batch. */
async function lossOf({ backend, pass }: DrawnBatch): Promise<number> {
  const metrics = backend.tensor([3]);
  pass.forward(RANDOM);
  pass.evaluate(metrics);
  const [sum] = await backend.read(metrics);
  backend.release(metrics);
  return SCALE * sum;
}

/** Accumulates the gradients of one backward pass. */
function accumulateGradients({ backend, pass }: DrawnBatch): void {
  const metrics = backend.tensor([3]);
  pass.forward(RANDOM);
  pass.backward(SCALE, metrics);
  backend.release(metrics);
}

/** The largest relative error of any parameter's gradient against central differences of fourth order, with the parameter's name. */
export async function gradientError(drawn: DrawnBatch): Promise<{ error: number; parameter: string }> {
  const { backend, model } = drawn;
  model.zeroGradients([drawn.ids]);
  accumulateGradients(drawn);
  let worst = { error: 0, parameter: 'none' };
  for (const { name, value, gradient, trainable } of model.parameters) {
    const accumulated = gradient();
    if (!trainable || accumulated === null) continue;
    const values = await backend.read(value);
    const all = await backend.read(accumulated);
    const analytic: number[] = [];
    const numeric: number[] = [];
    for (let n = 0; n < values.length; n += Math.ceil(values.length / CHECKED_ELEMENTS)) {
      const at = async (moved: number): Promise<number> => {
        backend.write(value, values.with(n, moved));
        return lossOf(drawn);
      };
      const near = (await at(values[n] + STEP)) - (await at(values[n] - STEP));
      const far = (await at(values[n] + 2 * STEP)) - (await at(values[n] - 2 * STEP));
      analytic.push(all[n]);
      numeric.push((8 * near - far) / (12 * STEP));
    }
    backend.write(value, values);
    if (analytic.every((element) => element === 0)) return { error: Infinity, parameter: `${name}: all 0` };
    const error = relativeError(analytic, numeric);
    if (!(error <= worst.error)) worst = { error, parameter: name };
  }
  return worst;
}
