import type { KerasFile } from '../../../src-engine/interchange/keras/keras-file.ts';
import type { TrainedLayers } from '../../../src-engine/interchange/keras/keras-network.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';

/** A tensor of a file that was read. */
export interface FileTensor {
  name: string;
  shape: number[];
  /** The type's name in the file's format: F32, F16, I64… */
  dtype: string;
  /** Row-major; null means not of floating-point numbers. */
  values: () => Float32Array | null;
}

/** Weights that may come from anywhere, read and bounded. */
export interface WeightsFile {
  format: 'safetensors' | 'pytorch' | 'keras';
  metadata: Record<string, string>;
  tensors: FileTensor[];
  /** Texts of the tokens, where they lie beside the weights. */
  vocabulary: string[] | null;
  /** The layers that the weights are of; null means that the file does not say. */
  keras: KerasWeights | null;
}

export interface KerasWeights extends KerasFile {
  /** `null` means that the studio has not written the file. */
  notes: KerasNotes | null;
}

/** The notes that the studio puts beside a network for Keras. */
export interface KerasNotes {
  name: string;
  step: number;
  model: Pick<ModelSpec, 'task' | 'forecast'>;
  tokenizer: TokenizerState | null;
  classes: string[] | null;
  preparation?: Preparation | undefined;
  /** The ends of what was trained, where the layers of a file also have what is around it. */
  trainedLayers?: TrainedLayers | undefined;
  /** Ids are one higher than those of tokens. */
  idOffset?: 1 | undefined;
}
