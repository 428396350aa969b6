import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';

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
  /** How it was trained, and where training would go on; left out: not known, or not asked for. */
  training?: TrainingState;
}

export interface TrainingState {
  train: TrainSpec;
  progress: TrainingProgress;
  /** What the optimizer has gathered, and the recurrent states, by the names of a checkpoint. Where it is not known, neither is there. */
  tensors: ReadonlyMap<string, ParameterTensor>;
  /** On what it was trained. */
  dataset: { name: string; sha256: string | null };
}

export interface ParameterTensor {
  shape: readonly number[];
  /** Row-major. */
  values: Float32Array;
}

/** How exactly the weights of an export are kept. */
export type WeightPrecision = 'float32' | 'float16' | 'int8';
