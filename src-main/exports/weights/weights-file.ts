/** A tensor of a file that was read. */
export interface FileTensor {
  name: string;
  shape: number[];
  /** As the file's format calls it: F32, F16, I64… */
  dtype: string;
  /** Row-major; null: not of floating-point numbers. */
  values: () => Float32Array | null;
}

/** Weights that may come from anywhere, read and bounded. */
export interface WeightsFile {
  format: 'safetensors' | 'pytorch';
  metadata: Record<string, string>;
  tensors: FileTensor[];
  /** Texts of the tokens, where they lie beside the weights. */
  vocabulary: string[] | null;
}
