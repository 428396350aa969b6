import type { Tensor } from '../backends/backend.ts';
import type { Model, Pass } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { withTensors } from './with-tensors.ts';

export interface AttributedScore {
  /** The tokens that the model reads (T); −1 is read as zeros. */
  ids: Int32Array;
  /** The step whose output is explained; null for a model with one output for the whole sequence. */
  step: number | null;
  /** The output that is explained, a token or a class; null means the likeliest. */
  output: number | null;
  /** An output that is never chosen and has no probability; null means that there is none. */
  hidden: number | null;
  /** The most steps, the last ones, that contributions are computed for; those before are only read. */
  reach: number;
}

interface Attribution {
  /** (T): gradient × input of each token, summed over the input's dimensions; NaN for steps out of reach. */
  contributions: Float64Array;
  output: number;
  /** The score of the output before the softmax. */
  logit: number;
  probability: number;
}

/** Steps that are read at a time where no gradient is wanted. */
const CHUNK = 64;

/**
 * Explains one score of a model by the tokens that it has read: z = logit of an output, x_t = the input at step t, its row of the
 * embedding or its one-hot row. A token's contribution is x_t · ∂z/∂x_t (Shrikumar et al. 2017, section 2.2), the first-order change of
 * z when the token's input grows by a share: dz = contribution · share. It begins with the zero state and drops nothing. Resolves with
 * null when aborted. The model has other gradients afterwards. Rejects with OutOfMemoryError.
 */
export async function attribute(
  model: Model,
  score: AttributedScore,
  interruptible: Interruptible,
): Promise<Attribution | null> {
  const { ids, reach } = score;
  const first = CHUNK * Math.max(0, Math.ceil((ids.length - reach) / CHUNK));
  const near = ids.subarray(first);
  const pass = model.createPass({
    batch: 1,
    steps: near.length,
    training: true,
    observed: true,
    inputGradient: true,
  });
  try {
    if (!(await readBefore(model, ids.subarray(0, first), pass, interruptible))) return null;
    const step = score.step === null ? 0 : score.step - first;
    const attributed = await withTensors(model.backend, (tensor) =>
      passBack(model, pass, { ...score, ids: near, step }, tensor),
    );
    const contributions = new Float64Array(ids.length).fill(Number.NaN);
    contributions.set(attributed.contributions, first);
    return { ...attributed, contributions };
  } finally {
    pass.dispose();
  }
}

/** Reads a multiple of CHUNK tokens and leaves the states in `next`. Resolves with false when aborted. */
async function readBefore(
  model: Model,
  ids: Int32Array,
  next: Pass,
  { signal, yieldToEventLoop }: Interruptible,
): Promise<boolean> {
  if (ids.length === 0) return true;
  const pass = model.createPass({ batch: 1, steps: CHUNK, training: false });
  try {
    for (let at = 0; at < ids.length; at += CHUNK) {
      await yieldToEventLoop();
      if (signal.aborted) return false;
      pass.setIds(ids.subarray(at, at + CHUNK), null);
      pass.forward({ seed: 0, step: 0 });
      pass.carryState();
    }
    pass.states.forEach(({ value }, n) => model.backend.copy(value, next.states[n].value));
    return true;
  } finally {
    pass.dispose();
  }
}

async function passBack(
  model: Model,
  pass: Pass,
  { ids, step, output: asked, hidden }: AttributedScore & { step: number },
  tensor: (shape: readonly number[]) => Tensor,
): Promise<Attribution> {
  const { backend } = model;
  const embedded = keepEmbedding(model, pass, tensor);
  model.zeroGradients([ids]);
  pass.setIds(ids, null);
  pass.forward({ seed: 0, step: 0 });

  const size = pass.output.shape[pass.output.shape.length - 1];
  const outputs = await backend.read(pass.output);
  const logits = Float64Array.from(outputs.subarray(step * size, (step + 1) * size));
  if (hidden !== null) logits[hidden] = -Infinity;
  const output = asked ?? logits.indexOf(Math.max(...logits));

  const dOutput = tensor(pass.output.shape);
  const seed = new Float64Array(outputs.length);
  seed[step * size + output] = 1;
  backend.write(dOutput, seed);
  const dInput = pass.backwardFrom(dOutput);
  const contributions =
    dInput === null
      ? rowProducts(await backend.read(embedded.values()), await backend.read(embedded.gradients()), ids.length)
      : atTokens(await backend.read(dInput), ids);
  return { contributions, output, logit: logits[output], probability: probabilityOf(logits, output) };
}

/** Keeps what the first layer, an embedding, gives (T, dim), and the gradient with respect to it. */
function keepEmbedding(model: Model, pass: Pass, tensor: (shape: readonly number[]) => Tensor) {
  const kept: { values: Tensor | null; gradients: Tensor | null } = { values: null, gradients: null };
  const keepAs = (name: keyof typeof kept) => (layer: number, seen: Tensor) => {
    if (layer !== 0) return;
    const copy = tensor(seen.shape);
    model.backend.copy(seen, copy);
    kept[name] = copy;
  };
  pass.hooks.forward = keepAs('values');
  pass.hooks.backward = keepAs('gradients');
  const found = (seen: Tensor | null): Tensor => {
    if (seen === null) throw new Error('No gradient has reached the embedding.');
    return seen;
  };
  return { values: () => found(kept.values), gradients: () => found(kept.gradients) };
}

/** Σ_d a[t, d] · b[t, d] for each of the rows. */
function rowProducts(a: ArrayLike<number>, b: ArrayLike<number>, rows: number): Float64Array {
  const size = a.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let n = row * size; n < (row + 1) * size; n++) sum += a[n] * b[n];
    return sum;
  });
}

/** The product of a gradient (T, V) with one-hot rows. */
function atTokens(gradient: ArrayLike<number>, ids: Int32Array): Float64Array {
  const size = gradient.length / ids.length;
  return Float64Array.from(ids, (id, t) => (id < 0 ? 0 : gradient[t * size + id]));
}

function probabilityOf(logits: Float64Array, output: number): number {
  const most = Math.max(...logits);
  return Math.exp(logits[output] - most) / logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
}
