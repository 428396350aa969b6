import type { CellLoops } from '../cells/build/loops.ts';
import type { BackendName } from '../spec/backends.ts';
import type { WeightPrecision } from '../spec/generation-spec.ts';
import type { Activation } from '../spec/layer-options.ts';
import type { Tensor, TensorType } from './tensor.ts';
import type { LoopDirection } from './time-loop.ts';

export type { Tensor, TensorType } from './tensor.ts';

/**
 * The op interface: all that layers, losses and optimizers may ask of the machine that computes.
 *
 * Layouts. Sequences are time-major: a (T, B, F) activation is the matrix (T·B, F) with row t·B + b. All matrices are row-major.
 * Where rows (N, F) are expected, any tensor whose last extent is F is accepted; the sizes of a time loop are read from its states.
 * Ops write into tensors that were allocated before: a plan for one (T, B) allocates once and reuses.
 * Parameter gradients are accumulated (+=), so that a step starts by filling them with 0; activations' gradients are overwritten
 * unless an argument says otherwise. Ops are enqueued in order; only `read` waits.
 */
export interface Backend {
  readonly name: BackendName;
  /** The element type that `float` stands for in this backend. */
  readonly floatBits: 32 | 64;
  /** True when ops may still be under way after they return, so that what waits for a `read` lets the backend run empty. */
  readonly isQueued: boolean;
  /** Threads that compute, the calling one included. */
  readonly threads: number;

  /** Allocates a zeroed tensor. Throws OutOfMemoryError, with the bytes that were asked for, when it does not fit. */
  tensor(shape: readonly number[], type?: TensorType): Tensor;
  /**
   * Every view begins at a multiple of this number of elements: 64 where a device binds buffers at 256 bytes, 1 where
   * memory is addressed.
   */
  readonly viewAlignment: number;
  /**
   * A window of `shape` beginning `offset` elements into `of`, a multiple of `viewAlignment`; shares its memory. `planWindow` is for
   * windows that begin anywhere.
   */
  view(of: Tensor, offset: number, shape: readonly number[]): Tensor;
  /**
   * Resolves with an OutOfMemoryError or a DeviceLostError when something that was enqueued could not be done; reads
   * that are still waiting then never end. On a backend whose ops are done when they return it stays pending, since
   * they throw by themselves.
   */
  readonly failure: Promise<OutOfMemoryError | DeviceLostError>;
  /** Ends what runs beside the calling thread. Nothing may be asked of the backend afterwards; its memory goes with the last reference. */
  dispose(): void;
  /** Returns a tensor's memory for reuse by later `tensor` calls. Views of it must not be used afterwards. */
  release(tensor: Tensor): void;
  /** Bytes held by tensors that are not released, workspaces included. */
  readonly allocatedBytes: number;

  /**
   * Promises that nothing writes to the tensor until it is released, so that products may keep it as suits them. Rounds its values to
   * the precision, and to the even one between two.
   */
  freeze(tensor: Tensor, precision: WeightPrecision): void;
  write(tensor: Tensor, values: ArrayLike<number>): void;
  /** A copy of the values, after all ops enqueued so far. */
  read(tensor: Tensor): Promise<Float32Array | Float64Array | Int32Array>;
  fill(tensor: Tensor, value: number): void;
  copy(from: Tensor, to: Tensor): void;

  /** out = x·K + b, or, for token ids, out[n] = K[ids[n]] + b: the product with a one-hot row is a gather, never a product. */
  linearForward(args: LinearForward): void;
  /** dK += xᵀ·dOut (for ids: dK[ids[n]] += dOut[n], so dK needs only as many rows as ids name); db += Σ rows of dOut; dX = dOut·Kᵀ. */
  linearBackward(args: LinearBackward): void;
  /** out = x·Eᵀ + b: the product with the table of an embedding, whose rows it scores (Press and Wolf 2017). */
  tableForward(args: TableForward): void;
  /** dE += dOutᵀ·x; db += Σ rows of dOut; dX = dOut·E. */
  tableBackward(args: TableBackward): void;

  /**
   * The time loop of a recurrent cell over all steps, forward or backward. x·K + b of all steps is in the arguments already; for the
   * formulas see the loop.ts of each cell.
   */
  loop<Cell extends keyof CellLoops, Direction extends LoopDirection>(
    cell: Cell,
    direction: Direction,
    args: CellLoops[Cell][Direction],
  ): void;

  /** Hard sigmoid is that of Keras 2 and TF.js, clamp(0.2x + 0.5, 0, 1); softsign x/(1 + |x|). out may be x. */
  activationForward(args: { activation: Activation; x: Tensor; out: Tensor }): void;
  /** dX = dOut ⊙ φ′, with φ′ computed from x and out = φ(x). dX may be dOut. */
  activationBackward(args: { activation: Activation; x: Tensor; out: Tensor; dOut: Tensor; dX: Tensor }): void;
  /** Row-wise softmax of x (N, V). out may be x. */
  softmaxForward(args: { x: Tensor; out: Tensor }): void;
  /** Row-wise: dX = out ⊙ (dOut − Σ dOut ⊙ out). dX may be dOut. */
  softmaxBackward(args: { out: Tensor; dOut: Tensor; dX: Tensor }): void;

  /** Normalises each row of x (N, F); see LayerNormForward. */
  layerNormForward(args: LayerNormForward): void;
  layerNormBackward(args: LayerNormBackward): void;

  /** The mean or the largest value of each feature over the steps of each sequence; see PoolForward. */
  poolForward(args: PoolForward): void;
  poolBackward(args: PoolBackward): void;
  /** The weighted sum of the steps of each sequence; see AttendForward. */
  attendForward(args: AttendForward): void;
  attendBackward(args: AttendBackward): void;

  /** Fills `mask` with 0 or 1/(1−rate): element n is kept iff the n-th Philox4x32-10 word of the stream `key` is ≥ rate·2³². */
  dropoutMask(args: { mask: Tensor; rate: number; key: PhiloxKey }): void;
  /** out = x ⊙ the mask of that rate and key, which is not kept: the same key makes it again backward. out may be x. */
  dropout(args: { x: Tensor; rate: number; key: PhiloxKey; out: Tensor }): void;
  /** x[rows[n]] = value for each n; a row of −1 stands for none. x (N, F), or rows of any shape; `rows` int32. */
  fillRows(args: { x: Tensor; rows: Tensor; value: number }): void;
  /** y += α·x. */
  addScaled(args: { alpha: number; x: Tensor; y: Tensor }): void;
  /** to[n, toColumn + j] (+)= from[n, fromColumn + j], j < columns: joins and splits the two directions of a layer. */
  copyColumns(args: CopyColumns): void;

  softmaxCrossEntropy(args: SoftmaxCrossEntropy): void;
  meanSquaredError(args: MeanSquaredError): void;
  quantileLoss(args: QuantileLoss): void;
  gaussianLoss(args: GaussianLoss): void;

  /** out[0] = √(Σ over all tensors of Σ x²), accumulated in float64. */
  globalNorm(args: { tensors: readonly Tensor[]; out: Tensor }): void;
  /** out[0] = Σ over all pairs of tensors Σ a·b, accumulated in float64; `a` and `b` have the same sizes in the same order. */
  dotProduct(args: { a: readonly Tensor[]; b: readonly Tensor[]; out: Tensor }): void;
  /** n = norm[0]; if n > max every gradient is multiplied by max/n (the course's formula, no epsilon). */
  clipByNorm(args: { gradients: readonly Tensor[]; norm: Tensor; max: number }): void;
  clipByValue(args: { gradients: readonly Tensor[]; max: number }): void;

  /** One optimizer step on one parameter; see OptimizerUpdate for the rules. */
  optimizerUpdate(args: OptimizerUpdate): void;

  /**
   * counts[k] += how many elements of x lie in bin k of `counts.size` equal bins over [min, max]; outliers fall into the end bins,
   * NaN into none. `counts` is int32.
   */
  histogram(args: { x: Tensor; counts: Tensor; min: number; max: number }): void;
}

/** A Philox4x32-10 stream: the two key words and the two high counter words (Salmon et al., SC 2011). */
export type PhiloxKey = readonly [number, number, number, number];

/** Either `x` (N, I) of float or `ids` (N) of int32 with values in [0, I). An id of −1 stands for a row of zeros (padding). */
export type LinearInput = { x: Tensor; ids?: undefined } | { ids: Tensor; x?: undefined };

export type LinearForward = LinearInput & {
  kernel: Tensor; // (I, O)
  bias: Tensor | null; // (O)
  out: Tensor; // (N, O)
};

export type LinearBackward = LinearInput & {
  kernel: Tensor; // (I, O)
  dOut: Tensor; // (N, O)
  dKernel: Tensor | null; // (I, O), accumulated; null means frozen
  dBias: Tensor | null; // (O), accumulated
  dX: Tensor | null; // (N, I)
  /** `true` means dX += instead of dX =. */
  accumulateDX: boolean;
};

export interface TableForward {
  x: Tensor; // (N, D)
  table: Tensor; // (V, D)
  bias: Tensor; // (V)
  out: Tensor; // (N, V)
}

export interface TableBackward extends Omit<TableForward, 'bias' | 'out'> {
  dOut: Tensor; // (N, V)
  dTable: Tensor | null; // (V, D), accumulated; null means frozen
  dBias: Tensor | null; // (V), accumulated
  dX: Tensor | null; // (N, D)
}

/**
 * Layer normalisation (Ba et al. 2016): out = γ ⊙ (x − μ)/√(σ² + ε) + β with μ and σ² of each row. `statistics` (N, 2) receives μ and
 * 1/√(σ² + ε).
 */
export interface LayerNormForward {
  x: Tensor; // (N, F)
  gamma: Tensor; // (F)
  beta: Tensor; // (F)
  epsilon: number;
  out: Tensor; // (N, F)
  statistics: Tensor; // (N, 2)
}

export interface LayerNormBackward extends Omit<LayerNormForward, 'beta' | 'epsilon' | 'out'> {
  dOut: Tensor; // (N, F)
  dGamma: Tensor; // (F), accumulated
  dBeta: Tensor; // (F), accumulated
  dX: Tensor | null; // (N, F); may be the same tensor as `dOut`
}

/**
 * Pooling over time, of the first lengths[b] steps of each sequence, 1 ≤ lengths[b] ≤ T. `places` (B, F) int32 receives the first step
 * that has the largest value; the mean needs none.
 */
interface Pool {
  kind: 'mean' | 'max';
  steps: number;
  lengths: Tensor | null; // (B) int32
  places: Tensor | null; // (B, F) int32
}

export interface PoolForward extends Pool {
  x: Tensor; // (T·B, F)
  out: Tensor; // (B, F)
}

/** dX is 0 after the end of each sequence. */
export interface PoolBackward extends Pool {
  dOut: Tensor; // (B, F)
  dX: Tensor; // (T·B, F)
}

/** α = softmax of `scores` over the first lengths[b] steps of each sequence, and 0 after them; out = Σ_t α_t·x_t. */
export interface AttendForward {
  steps: number;
  scores: Tensor; // (T·B)
  x: Tensor; // (T·B, F)
  lengths: Tensor | null; // (B) int32
  weights: Tensor; // (T·B), α
  out: Tensor; // (B, F)
}

/** With g_t = dOut·x_t: dScores_t = α_t·(g_t − Σ α ⊙ g) and dX_t = α_t·dOut. */
export interface AttendBackward {
  steps: number;
  weights: Tensor; // (T·B), from the forward pass
  x: Tensor; // (T·B, F)
  dOut: Tensor; // (B, F)
  dScores: Tensor; // (T·B)
  dX: Tensor; // (T·B, F)
}

export interface CopyColumns {
  from: Tensor; // (N, ·)
  to: Tensor; // (N, ·)
  fromColumn: number;
  toColumn: number;
  columns: number;
  accumulate: boolean;
}

/**
 * Rows with target −1 are masked. w_n = classWeights[target] or 1. With p = softmax(logits) and q = (1 − s)·onehot + s/V, where s is
 * the label smoothing (Szegedy et al. 2016): metrics += [Σ w_n·Σ_v q_v·(−ln p_v), Σ w_n, number of rows whose largest logit (the
 * first of equals) is the target's]; dLogits = scale·w_n·(p − q), 0 in masked rows.
 */
export interface SoftmaxCrossEntropy {
  logits: Tensor; // (N, V)
  targets: Tensor; // (N) int32
  classWeights: Tensor | null; // (V)
  /** From 0, for no smoothing, to less than 1. */
  labelSmoothing: number;
  dLogits: Tensor | null; // (N, V), null means only metrics; may be the same tensor as `logits`
  scale: number;
  metrics: Tensor; // (3), accumulated
}

/** metrics += [Σ (p − y)², number of elements, 0]; dPrediction = scale·2·(p − y). A NaN in y masks that element: it counts nowhere. */
export interface MeanSquaredError {
  prediction: Tensor; // (N, O)
  target: Tensor; // (N, O)
  dPrediction: Tensor | null;
  scale: number;
  metrics: Tensor; // (3), accumulated
}

/**
 * The pinball loss of quantiles q_l of L levels τ_l (Koenker and Bassett 1978), of each target y the mean
 * (2/L) Σ_l max(τ_l (y − q_l), (τ_l − 1)(y − q_l)): of the median alone it is the absolute error. metrics += [Σ of these, number of
 * targets, 0]; dPrediction = scale times the gradient. A NaN in y masks its target: it counts nowhere.
 */
export interface QuantileLoss {
  prediction: Tensor; // (N, O·L)
  target: Tensor; // (N, O)
  levels: Tensor; // (L)
  /** It may be `prediction`. */
  dPrediction: Tensor | null;
  scale: number;
  metrics: Tensor; // (3), accumulated
}

/**
 * The negative log-likelihood of a Gaussian, in nats: predictions are pairs of a mean μ and of s, whose deviation is
 * σ = ln(1 + e^s) + `floor`; ½ ln 2π + ln σ + ½((y − μ)/σ)² of each target y. Metrics, gradient and masks are those of QuantileLoss.
 */
export interface GaussianLoss {
  prediction: Tensor; // (N, O·2)
  target: Tensor; // (N, O)
  /** The smallest deviation. */
  floor: number;
  dPrediction: Tensor | null;
  scale: number;
  metrics: Tensor; // (3), accumulated
}

/**
 * One step on `parameter` w with gradient g; the rules (element-wise; s, m, v, the slots in this order):
 *   sgd       w −= lr·g
 *   momentum  m ← μ·m + g; w −= lr·m, or with nesterov w −= lr·(g + μ·m)
 *   rmsprop   s ← ρ·s + (1−ρ)·g²; w −= lr·g/(√s + ε)
 *   adagrad   s ← s + g²; w −= lr·g/(√s + ε)
 *   adam      m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w −= lr·(m/(1−β₁ᵗ))/(√(v/(1−β₂ᵗ)) + ε)
 *   adamw     w ← w − lr·λ·w, then adam
 * With `rows` (U) int32 the gradient is (U, D) and row u of it belongs to row rows[u] of w and of the slots: only those rows are
 * touched (for Adam this is the "lazy" variant: the moments of untouched rows do not decay).
 */
export interface OptimizerUpdate {
  rule: UpdateRule;
  parameter: Tensor;
  gradient: Tensor;
  slots: readonly Tensor[];
  rows: Tensor | null;
}

export type UpdateRule =
  | { type: 'sgd'; learningRate: number }
  | { type: 'momentum'; learningRate: number; momentum: number; nesterov: boolean }
  | { type: 'rmsprop'; learningRate: number; decay: number; epsilon: number }
  | { type: 'adagrad'; learningRate: number; epsilon: number }
  /** `step` counts from 1. weightDecay 0 is Adam. */
  | {
      type: 'adam';
      learningRate: number;
      beta1: number;
      beta2: number;
      epsilon: number;
      weightDecay: number;
      step: number;
    };

/** Says that the device that computed is gone, with everything that it held. `detail` is its driver's account of it. */
export class DeviceLostError extends Error {
  readonly detail: string;
  constructor(detail: string) {
    super(`The device that computed was lost: ${detail} Go on from the last checkpoint.`);
    this.name = 'DeviceLostError';
    this.detail = detail;
  }
}

/** The `failure` of a backend whose ops throw by themselves. */
export const neverFails: Backend['failure'] = new Promise(() => undefined);

/** The tensors of one step do not fit into the memory that this backend can address. */
export class OutOfMemoryError extends Error {
  readonly requestedBytes: number;
  readonly availableBytes: number;
  constructor(requestedBytes: number, availableBytes: number) {
    super(
      `The model needs ${Math.ceil(requestedBytes / 2 ** 20)} MB more memory than the engine can use. ` +
        'Make the batch, the sequence or the layers smaller.',
    );
    this.name = 'OutOfMemoryError';
    this.requestedBytes = requestedBytes;
    this.availableBytes = availableBytes;
  }
}
