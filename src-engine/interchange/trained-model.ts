import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';

/** A trained network as every exporter takes it and every importer makes it. */
export interface TrainedModel {
  name: string;
  model: ModelSpec;
  /** `null` means that the network reads numbers. */
  tokenizer: TokenizerState | null;
  /** The names of a classifier's outputs, in their order; null for other models. */
  classes: string[] | null;
  /** The most tokens of a text that a classifier reads, since training cut texts there; left out where nothing is cut or it is unknown. */
  longestText?: number | undefined;
  /** The way between the rows of a table and the network's numbers; left out where it reads something else, or that is unknown. */
  preparation?: Preparation | undefined;
  /** By the names and in the order of `parameterSpecs`, in the engine's own layout. */
  parameters: ReadonlyMap<string, ParameterTensor>;
  /** Optimizer steps behind these values. */
  step: number;
  /** The training so far and the place from which it would go on; left out when unknown or not asked for. */
  training?: TrainingState;
}

export interface TrainingState {
  train: TrainSpec;
  progress: TrainingProgress;
  /** The optimizer's state and the recurrent states, by the names of a checkpoint. Both are missing where one is unknown. */
  tensors: ReadonlyMap<string, ParameterTensor>;
  /** On what it was trained. */
  dataset: { name: string; sha256: string | null };
}

export interface ParameterTensor {
  shape: readonly number[];
  /** Row-major. */
  values: Float32Array;
}

/** The precision in which an export keeps its weights. */
export type WeightPrecision = 'float32' | 'float16' | 'int8';
