import { EngineError } from '../spec/engine-error.ts';
import { initialValues } from './initial-values.ts';
import type { Model } from './model.ts';
import { parameterSpecs } from './parameter-specs.ts';

/** Vectors (dim) by token id, as `readPretrainedVectors` gives them. */
export interface EmbeddingVectors {
  dim: number;
  vectors: ReadonlyMap<number, Float32Array>;
}

/**
 * Writes vectors into the rows of a model's embedding. All other rows get the values that `Model.initialize` draws for this seed,
 * scaled so that their standard deviation is that of the vectors: a network that is used to one length of row would take rows of
 * another for a different kind of word. With an embedding that is not trainable all of them stay as they are.
 * Throws EngineError `invalid-model` where there is no embedding, or one of another dimension.
 */
export function writePretrainedEmbedding(model: Model, { dim, vectors }: EmbeddingVectors, seed: number): void {
  const spec = parameterSpecs(model.spec).find(({ role }) => role === 'embedding');
  const parameter = model.parameters.find(({ name }) => name === spec?.name);
  if (spec === undefined || parameter === undefined) {
    throw new EngineError(
      'invalid-model',
      `Pretrained vectors need an embedding to go into. Begin the network with an embedding of ${dim} dimensions.`,
    );
  }
  const [rows, columns] = spec.shape;
  if (columns !== dim) {
    throw new EngineError(
      'invalid-model',
      `The pretrained vectors have ${dim} dimensions and the embedding has ${columns}. Give the embedding ${dim}.`,
    );
  }
  const table = initialValues(spec, seed);
  const initialDeviation = standardDeviation([table]);
  const scale = initialDeviation === 0 ? 1 : standardDeviation(vectors.values()) / initialDeviation;
  for (let n = 0; n < table.length; n++) table[n] *= scale;
  for (const [id, vector] of vectors) {
    if (!(id >= 0 && id < rows))
      throw new RangeError(`The token id ${id} is outside of the vocabulary of ${rows} tokens.`);
    table.set(vector, id * dim);
  }
  model.backend.write(parameter.value, table);
}

/** Of all elements together. */
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
