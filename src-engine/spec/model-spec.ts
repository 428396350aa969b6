/** A network as plain data: what the builder edits, SQLite stores and the engine assembles. Complete: defaults are already filled in. */
export interface ModelSpec {
  task: Task;
  input: InputSpec;
  layers: LayerSpec[];
}

/**
 * language-model: every position predicts the next token. classification: one label a sequence. tagging: one label a token. regression:
 * real values a sequence, which people read as forecasting. What is known of each is in `tasks/`.
 */
export type Task = 'language-model' | 'classification' | 'tagging' | 'regression';

export type InputSpec = { kind: 'tokens'; vocabularySize: number } | { kind: 'features'; size: number };

export type Activation = 'tanh' | 'softsign' | 'relu' | 'sigmoid' | 'hard_sigmoid' | 'linear';

export type Initializer =
  'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';

/** The fields that the three recurrent layers share. Kernels are (I, G·H), recurrent kernels (H, G·H) with G gates of H units side by side. */
interface RecurrentSpec {
  units: number;
  /** φ: applied to the candidate and, in an LSTM, to the cell state. */
  activation: 'tanh' | 'softsign' | 'relu';
  /** `false` means that only the last state goes on, shape (B, H). */
  returnSequences: boolean;
  /** `null` means forward only. Otherwise how the two directions are joined. */
  bidirectional: null | 'concat' | 'sum';
  /** Fraction of h_{t−1} dropped on its way into the recurrent kernel, one mask a sequence (Gal & Ghahramani 2016). */
  recurrentDropout: number;
  kernelInitializer: Initializer;
  recurrentInitializer: Initializer;
}

/** LSTM as in Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000. Gates in the order i f c̃ o. */
export interface LstmSpec extends RecurrentSpec {
  type: 'lstm';
  recurrentActivation: 'sigmoid' | 'hard_sigmoid';
  /** Added to the forget gate's bias at initialisation; 1 keeps the memory open at first. */
  forgetBias: number;
}

/** GRU, reset-after. Gates in the order z r h; two bias rows. */
export interface GruSpec extends RecurrentSpec {
  type: 'gru';
  recurrentActivation: 'sigmoid' | 'hard_sigmoid';
}

export interface SimpleRnnSpec extends RecurrentSpec {
  type: 'simple_rnn';
}

export type RecurrentLayerSpec = LstmSpec | GruSpec | SimpleRnnSpec;

/** A layer that makes one vector of the steps of a sequence, (T, B, F) to (B, F). */
export type PoolingLayerSpec =
  /** The mean or the largest value of each feature over the steps. */
  | { type: 'mean_pooling' }
  | { type: 'max_pooling' }
  /** A weighted mean of the steps, whose weights are learnt by `units` hidden units (Yang et al. 2016). */
  | { type: 'attention_pooling'; units: number; kernelInitializer: Initializer };

export type LayerSpec =
  | { type: 'one_hot' }
  | { type: 'embedding'; dim: number; trainable: boolean; initializer: Initializer }
  | RecurrentLayerSpec
  | { type: 'dropout'; rate: number }
  /** Normalises the features of every step (Ba et al. 2016). */
  | { type: 'layer_norm'; epsilon: number }
  | PoolingLayerSpec
  | { type: 'dense'; units: number; kernelInitializer: Initializer }
  | { type: 'activation'; activation: Activation | 'softmax' };
