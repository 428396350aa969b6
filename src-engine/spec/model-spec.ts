import type { RecurrentLayerSpec } from '../cells/index.ts';
import type { ForecastSpec } from './forecast-spec.ts';
import type { Activation, Initializer } from './layer-options.ts';

export type { RecurrentLayerSpec } from '../cells/index.ts';
export type { Activation, Initializer } from './layer-options.ts';

/** A network as plain data: what the builder edits, SQLite stores and the engine assembles. Complete: defaults are already filled in. */
export interface ModelSpec {
  task: Task;
  input: InputSpec;
  layers: LayerSpec[];
  /**
   * The forecast of a `regression`. Runs that were stored before there were horizons leave it out: they learn by squared
   * error, and predict the numbers of one row.
   */
  forecast?: ForecastSpec | undefined;
}

/**
 * The tasks, in the order in which a person is offered them. `language-model` predicts the next token at every position, `classification` one label for each sequence,
 * `tagging` one label for each token, and `regression`, which people read as forecasting, real values for each
 * sequence. The facts about each are in `tasks/`.
 */
export const taskNames = ['language-model', 'classification', 'tagging', 'regression'] as const;

export type Task = (typeof taskNames)[number];

export type InputSpec = { kind: 'tokens'; vocabularySize: number } | { kind: 'features'; size: number };

/** A layer that makes one vector of the steps of a sequence, (T, B, F) to (B, F). */
export type PoolingLayerSpec =
  /** The mean or the largest value of each feature over the steps. */
  | { type: 'mean_pooling' }
  | { type: 'max_pooling' }
  /** A weighted mean of the steps, whose weights are learnt by `units` hidden units (Yang et al. 2016). */
  | { type: 'attention_pooling'; units: number; kernelInitializer: Initializer };

/** A layer, whose id, if it has one, is its own in its model and stays wherever the layer is moved to. */
export type LayerSpec = Layer & { id?: string };

type Layer =
  | { type: 'one_hot' }
  | { type: 'embedding'; dim: number; trainable: boolean; initializer: Initializer }
  | RecurrentLayerSpec
  | { type: 'dropout'; rate: number }
  /** Normalises the features of every step (Ba et al. 2016). */
  | { type: 'layer_norm'; epsilon: number }
  | PoolingLayerSpec
  /**
   * A `tied` layer has the table of the embedding (units, dim) for its kernel, transposed, and only a bias of its own
   * (Press and Wolf 2017). `tied` is false when left out.
   */
  | { type: 'dense'; units: number; kernelInitializer: Initializer; tied?: boolean }
  | { type: 'activation'; activation: Activation | 'softmax' };
