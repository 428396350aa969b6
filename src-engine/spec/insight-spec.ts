import type { CellVariable } from '../cells/index.ts';
import type { SamplingSpec } from './generation-spec.ts';
import type { Activation, BoundedActivation } from './layer-options.ts';
import type { LabelledSeriesLayout, SeriesLayout } from './series-layout.ts';

export type { CellVariable } from '../cells/index.ts';
export type { BoundedActivation } from './layer-options.ts';

/** A counterfactual: these units take this value at every step, whatever the network computes. */
export interface Clamp {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  variable: CellVariable;
  /** `null` means all. */
  units: number[] | null;
  /** The held value. For the hidden state, 0 ablates a unit: no other unit sees it any more. */
  value: number;
}

/** The values that one recurrent layer computed in one direction over a text. */
export interface LoopActivations {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  units: number;
  /** (T, H) each, row t for the token at t, also where time runs backward. */
  variables: { variable: CellVariable; values: Float32Array }[];
}

/** The numbers that one unit of a recurrent layer computes with, each with a value for every token in the order of the text. */
export interface CellSteps {
  /** The sums x·K + h₋₁·R + b of the cell's columns, in their parts. */
  columns: {
    variable: CellVariable;
    /** x·K. */
    input: Float64Array;
    /** h₋₁·R; 0 where the cell has no recurrent kernel. */
    recurrent: Float64Array;
    bias: number;
    /** The bias that is added to the recurrent product; null in cells that have one bias alone. */
    recurrentBias: number | null;
  }[];
  /** The states by the names of the cell's facts, before and after each token. */
  states: { name: string; before: Float64Array; after: Float64Array }[];
  /** The variables of the cell's facts, after their activations. */
  variables: { variable: CellVariable; values: Float64Array }[];
}

/** The signals of one layer of a network that has not learnt anything yet, over all elements of one batch. */
export interface LayerSignal {
  /** The layer's place in the stack. */
  layer: number;
  /** The layer's output. */
  activation: Spread;
  /** ∂L/∂ the layer's output, L being the summed loss of the batch; null where no gradient reaches the layer. */
  gradient: Spread | null;
}

export interface Spread {
  mean: number;
  variance: number;
}

/** The gradient of a loss by lag, in one recurrent layer and direction. */
export interface GradientFlow {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  /**
   * The norms ‖∂L/∂h_t‖ or ‖∂L/∂c_t‖ of each state of the cell by lag, which counts the loop's steps back from its last
   * one. Each is the mean over all sequences that reach back so far, and there are as many lags as the longest of them
   * has steps.
   */
  norms: Record<string, Float64Array>;
}

/** The singular values of one gate's (H, H) part of a recurrent kernel; the whole kernel of a SimpleRNN. */
export interface RecurrentSpectrum {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  variable: CellVariable;
  /** Largest first: the first is the spectral norm, the most by which the product can stretch a state or a gradient. */
  singularValues: Float64Array;
}

/** The effect of one optimizer step on one parameter; for an embedding with sparse gradients, on the rows that the step touched. */
export interface ParameterUpdate {
  name: string;
  /** Euclidean norm of the gradient as backward left it, before L2 and clipping. */
  gradientNorm: number;
  /** The norm of the value before the step. */
  valueNorm: number;
  /** The norm of the value's change. */
  updateNorm: number;
  /** updateNorm / valueNorm, about 0.001 where training goes well; null where the value was 0, as biases are at first. */
  updateRatio: number | null;
}

/** The distribution of one gate's activations over a batch without padding; for a SimpleRNN, that of its state. */
export interface Saturation {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  variable: CellVariable;
  activation: BoundedActivation;
  /** In equal bins over [min, max]; what lies beyond is counted in the end bins. A relu's first bin holds its zeros alone. */
  counts: Int32Array;
  min: number;
  max: number;
  /** Share of activations that hardly let a gradient through: σ < 0.1, tanh and softsign < −0.9, relu 0. */
  low: number;
  /** σ > 0.9, tanh and softsign > 0.9; a relu has no upper end. */
  high: number;
}

/**
 * The loss along an optimizer step, as a parabola through what was measured at both of its ends: α of Cockpit (Schneider, Dangel and
 * Hennig 2021). Losses and slopes are means over some rows of the step's first batch, with the dropout masks of one draw. The step's
 * length is 1, so that a slope is the change of the loss, in nats or squared units, in one such step.
 */
export interface StepParabola {
  /**
   * The place at which the step ended: −1 is its start, 0 the minimum, and 1 as far beyond the minimum as the start is
   * before it. It is less than −1 if the loss falls more and more steeply, and null if the loss does not fall at the
   * start.
   */
  alpha: number | null;
  /** The variance of `alpha` among such rows, by the jackknife over sub-batches; null means that it is not known. */
  variance: number | null;
  lossBefore: number;
  lossAfter: number;
  slopeBefore: number;
  slopeAfter: number;
}

/** The units of a layer by their activity over a batch without padding. */
export interface UnitActivity {
  /** `<layer index>` of a recurrent or activation layer; bidirectional `<index>.forward`, `<index>.backward`. */
  layer: string;
  activation: Activation;
  units: number;
  /** The share of the units whose output was 0 all the time. */
  dead: number;
  /**
   * The share of the units that were at the end of their range all the time: σ > 0.9, |tanh| and |softsign| > 0.9, relu
   * > 0.
   */
  alwaysOn: number;
}

/** The gradient of the loss of each sequence's last target by lag, in relation to that at lag 0; see GradientFlow. */
export interface GradientByLag {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  /** The state of the cell: h, c… */
  state: string;
  /** The lags: all of the first ones, then fewer and fewer of them, and the last one. */
  lags: number[];
  /** ‖∂L/∂ state‖ at each of these lags, divided by that at lag 0. */
  shares: number[];
  /** The lag from which on the share stays at 1 % or less; null means that there is none. */
  span: number | null;
}

/** A look into a training, taken now and then. Looks that an older studio took contain less. */
export interface StepInsight {
  step: number;
  updates: ParameterUpdate[];
  saturation: Saturation[];
  /** The loss of the step's batches, before it. */
  loss?: number | undefined;
  units?: UnitActivity[] | undefined;
  /**
   * `null` means that it was not measured, as in most looks, since it takes about as long as a step, or that there was
   * no memory for it.
   */
  parabola?: StepParabola | null | undefined;
  /** `null` stands in all looks except those at the end of a training. */
  gradientByLag?: GradientByLag[] | null | undefined;
}

/** Something that a unit may have learnt to follow, with a value for every token. */
export type CellProperty =
  | {
      kind: 'inside-quotes' | 'bracket-depth' | 'line-position' | 'upper-case' | 'digit' | 'word-end' | 'sentence-end';
    }
  /** 1 inside what a regular expression matches. */
  | { kind: 'pattern'; pattern: string };

/** The closeness of a unit to a property over a text. */
export interface CellMatch {
  loop: string;
  variable: CellVariable;
  unit: number;
  /** Pearson's, −1 to 1. */
  correlation: number;
}

/** The sequences whose gradients are looked at: windows of texts or of series, or what a classifier or tagger learns from. */
export type FlowData =
  | { kind: 'texts'; texts: string[] }
  | { kind: 'labelled'; texts: string[]; labels: number[] }
  /** A tag's id for each token. */
  | { kind: 'tagged'; sentences: { tokens: string[]; tags: number[] }[] }
  /** Numbers over time, see the contents of the same names: windows before several origins, or whole sequences. */
  | { kind: 'series'; table: Uint8Array; layout: SeriesLayout }
  | { kind: 'labelled-series'; table: Uint8Array; layout: LabelledSeriesLayout };

/** The rows that a network of numbers reads: a forecaster those before one, a classifier those of a sequence. */
export type InspectedRows =
  /** `row` is the first of the piece that would be forecast. */
  | { kind: 'series'; table: Uint8Array; layout: SeriesLayout; piece: number; row: number }
  | { kind: 'labelled-series'; table: Uint8Array; layout: LabelledSeriesLayout; piece: number };

/** A content of sequences with a class each. */
interface LabelledSeries {
  kind: 'labelled-series';
  table: Uint8Array;
  layout: LabelledSeriesLayout;
}

/** A look into a network at rest, or between two steps of its training. */
export type Inspection =
  | { type: 'activations'; text: string }
  /** The answer's tokens are the times of the rows. */
  | { type: 'activations'; rows: InspectedRows }
  /** The numbers that one unit computes at every step; read as for `activations`. */
  | { type: 'cell-steps'; text: string; loop: string; unit: number }
  | { type: 'cell-steps'; rows: InspectedRows; loop: string; unit: number }
  /** ‖∂L/∂h‖ by lag, over at most `steps` tokens. */
  | { type: 'gradient-flow'; data: FlowData; steps: number }
  | { type: 'spectra' }
  | { type: 'cells'; text: string; property: CellProperty; count: number }
  /** The losses of a text's prediction, untouched and under clamps. */
  | { type: 'counterfactual'; text: string; clamps: Clamp[] }
  /** `mostTokens`: how much of the beginning of each text is read; null means all of it. */
  | { type: 'classify'; texts: string[]; mostTokens: number | null }
  /** `mostSteps`: how much of the beginning of each sequence is read. Labels are not looked at. */
  | { type: 'classify-series'; content: LabelledSeries; mostSteps: number }
  /** The hidden states of the last recurrent layer, by which texts are represented: the last one, or their mean. */
  | { type: 'embed'; texts: string[]; pooling: 'last' | 'mean' }
  /** Texts are plain, or cut into tokens already. */
  | { type: 'tag'; texts: (string | string[])[] }
  | { type: 'sample'; prompt: string; length: number; samplings: SamplingSpec[] }
  | ({ type: 'attribution' } & AttributionQuestion)
  /** The vectors by which these tokens come into the network. */
  | { type: 'token-vectors'; ids: Int32Array }
  /** The tokens whose vectors are nearest to that of one, which is given by its id or its text. */
  | { type: 'nearest-tokens'; token: number | string; count: number };

/** A question about why a network of tokens gives a score. */
export interface AttributionQuestion {
  text: string;
  /** Ids of tokens that follow the text as a language model has written them; empty for other models. */
  written: number[];
  /**
   * The token that is explained, counted from 0: the one that a language model predicts, or the one that a tagger tags. Null means
   * the token after the text, or the last one of a tagger; a classifier takes no other.
   */
  position: number | null;
  /**
   * The token, class or tag by its id, or a token by its text. Null means the token that stands there, or the likeliest
   * output.
   */
  output: number | string | null;
  /** The most tokens, the last ones before a prediction, that contributions are computed for. */
  reach: number;
}

/** The part of a text that one token stands for, or several that make its characters together. */
export interface AttributedPiece {
  /** Empty for the beginning of a document. */
  text: string;
  /** The number of tokens. */
  tokens: number;
  /** Gradient × input, summed over the tokens; null means that the piece was read, and is out of reach. */
  contribution: number | null;
}

/** The tokens of a text, and how likely each of a tagger's tags is for them. */
export interface TaggedText {
  tokens: TaggedToken[];
  /** (tokens, tags). */
  probabilities: Float32Array;
}

export interface TaggedToken {
  text: string;
  /** Its place in a plain text, in UTF-16 code units; null where the text was given as tokens. */
  start: number | null;
  /** The vocabulary has it. */
  isKnown: boolean;
}

export type InspectionResult =
  | { type: 'activations'; tokens: string[]; loops: LoopActivations[] }
  | { type: 'cell-steps'; tokens: string[]; steps: CellSteps }
  | { type: 'gradient-flow'; flows: GradientFlow[] }
  | { type: 'spectra'; spectra: RecurrentSpectrum[] }
  | { type: 'cells'; matches: CellMatch[]; tokens: string[]; values: Float32Array }
  /** Nats, of every token but the first. */
  | { type: 'counterfactual'; tokens: string[]; losses: Float32Array; clampedLosses: Float32Array }
  /** (texts, classes). */
  | { type: 'classify'; probabilities: Float32Array }
  /** (sequences, classes). */
  | { type: 'classify-series'; probabilities: Float32Array }
  /** `vectors`: (texts, size); `tokens`: how many of them each text has. */
  | { type: 'embed'; size: number; vectors: Float32Array; tokens: number[] }
  | { type: 'tag'; texts: TaggedText[] }
  /** A text for each sampling. */
  | { type: 'sample'; texts: string[] }
  | AttributionResult
  | ({ type: 'token-vectors' } & TokenVectors)
  | { type: 'nearest-tokens'; token: number; nearest: TokenNeighbour[] };

/** The vectors of tokens, row by row. */
export interface TokenVectors {
  /** The embedding, or the kernel of the first layer where it reads one-hot rows. */
  source: 'embedding' | 'kernel';
  dimensions: number;
  /** (tokens, dimensions). */
  vectors: Float32Array;
}

export interface TokenNeighbour {
  id: number;
  /** The cosine between the vectors, −1 to 1. */
  similarity: number;
}

/** The kinds of token that a map tells apart, by the script of their first letter. */
export const tokenKinds = [
  'latin',
  'hiragana',
  'katakana',
  'kanji',
  'letter',
  'digit',
  'punctuation',
  'blank',
  'other',
] as const;

export type TokenKind = (typeof tokenKinds)[number];

/** The ways to make a map of vectors. */
export const mapMethods = ['pca', 'umap'] as const;
export type MapMethod = (typeof mapMethods)[number];

/** A place in the plane for each vector. */
export interface VectorMap {
  x: Float32Array;
  y: Float32Array;
  /** The shares of the vectors' variance that lie along x and y; null where the axes have no meaning of their own. */
  explained: [number, number] | null;
}

/** A score and the pieces of text that it comes from. */
export interface AttributionResult {
  type: 'attribution';
  pieces: AttributedPiece[];
  /** The place of the token that is explained; null for a classifier. */
  position: number | null;
  /** The id of the token, class or tag. */
  output: number;
  /** The token as a person may read it; empty for a class or tag. */
  outputText: string;
  /** The score before the softmax, and the probability after it. */
  logit: number;
  probability: number;
}
