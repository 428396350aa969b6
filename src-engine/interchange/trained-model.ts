import type { ModelSpec } from '../spec/model-spec.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';

/** A trained network as every exporter takes it and every importer makes it. */
export interface TrainedModel {
  name: string;
  model: ModelSpec;
  /** null: the network reads numbers. */
  tokenizer: TokenizerState | null;
  /** What the outputs of a classifier stand for, in their order; null: it is none. */
  classes: string[] | null;
  /** By the names and in the order of `parameterSpecs`, in the engine's own layout. */
  parameters: ReadonlyMap<string, ParameterTensor>;
  /** Optimizer steps behind these values. */
  step: number;
}

export interface ParameterTensor {
  shape: readonly number[];
  /** Row-major. */
  values: Float32Array;
}

/** How exactly the weights of an export are kept. */
export type WeightPrecision = 'float32' | 'float16' | 'int8';
