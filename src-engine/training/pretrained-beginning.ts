import { toNamedTensor } from '../checkpoint/named-tensor.ts';
import { initialValues } from '../models/initial-values.ts';
import { parameterSpecs } from '../models/parameter-specs.ts';
import type { ParameterSpec } from '../models/parameter-specs.ts';
import type { Checkpoint } from '../spec/checkpoint-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import { initialProgress } from './initial-progress.ts';

/** Vectors (dim) by token id, as `readPretrainedVectors` gives them. */
export interface EmbeddingVectors {
  dim: number;
  vectors: ReadonlyMap<number, Float32Array>;
}

/**
 * The checkpoint from which a run begins that takes over vectors: all parameters as this seed draws them, but the rows of the embedding
 * that have a vector. Its other rows are scaled so that their standard deviation is that of the vectors: a network that is used to one
 * length of row would take rows of another for a different kind of word. A run that has it can begin again without the file of vectors. Throws
 * RangeError for vectors of another dimension, or of ids beyond the vocabulary.
 */
export function pretrainedBeginning(model: ModelSpec, given: EmbeddingVectors, seed: number): Checkpoint {
  const tensors = parameterSpecs(model).map((spec) => {
    const values = spec.role === 'embedding' ? tableWith(given, spec, seed) : initialValues(spec, seed);
    return toNamedTensor(`parameter/${spec.name}`, spec.shape, Float32Array.from(values));
  });
  return { progress: { ...initialProgress, optimizerSince: initialProgress.step }, tensors };
}

function tableWith({ dim, vectors }: EmbeddingVectors, spec: ParameterSpec, seed: number): Float64Array {
  const [rows, columns] = spec.shape;
  if (columns !== dim) throw new RangeError(`Vectors of ${dim} dimensions do not fit into an embedding of ${columns}.`);
  const table = initialValues(spec, seed);
  const initialDeviation = standardDeviation([table]);
  const scale = initialDeviation === 0 ? 1 : standardDeviation(vectors.values()) / initialDeviation;
  for (let n = 0; n < table.length; n++) table[n] *= scale;
  for (const [id, vector] of vectors) {
    if (!(id >= 0 && id < rows))
      throw new RangeError(`The token id ${id} is outside of the vocabulary of ${rows} tokens.`);
    table.set(vector, id * dim);
  }
  return table;
}

/** The deviation of all elements together. */
function standardDeviation(parts: Iterable<Iterable<number>>): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // Welford 1962: one pass, and exact enough for any mean.
  for (const part of parts) {
    for (const value of part) {
      count++;
      const difference = value - mean;
      mean += difference / count;
      squares += difference * (value - mean);
    }
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}
