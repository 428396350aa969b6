import type { Model } from '../models/model.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { TokenNeighbour, TokenVectors } from '../spec/insight-spec.ts';

/**
 * Reads how a network takes tokens in: the rows of its embedding (V, dim), or of the kernel (V, G·H) that one-hot rows are multiplied
 * with, both directions side by side. Throws EngineError `invalid-data` for a network that reads no tokens, or an id that it lacks.
 */
export async function readTokenVectors(model: Model, ids: ArrayLike<number>): Promise<TokenVectors> {
  const { source, dimensions, row } = await readTables(model);
  const vectors = new Float32Array(ids.length * dimensions);
  for (let n = 0; n < ids.length; n++) row(ids[n], vectors.subarray(n * dimensions, (n + 1) * dimensions));
  return { source, dimensions, vectors };
}

/** The tokens whose vectors point most nearly the same way as that of `id`, nearest first, without itself and `hidden` ones. */
export async function nearestTokens(
  model: Model,
  { id, count, hidden }: { id: number; count: number; hidden: readonly number[] },
): Promise<TokenNeighbour[]> {
  const { size, dimensions, row } = await readTables(model);
  const own = row(id, new Float32Array(dimensions));
  const other = new Float32Array(dimensions);
  const found: TokenNeighbour[] = [];
  for (let rival = 0; rival < size; rival++) {
    if (rival === id || hidden.includes(rival)) continue;
    found.push({ id: rival, similarity: cosine(own, row(rival, other)) });
  }
  return found.toSorted((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, count);
}

interface Tables {
  source: TokenVectors['source'];
  /** The number of tokens. */
  size: number;
  dimensions: number;
  /** Writes the vector of a token into `target`, which it returns. */
  row(id: number, target: Float32Array): Float32Array;
}

async function readTables(model: Model): Promise<Tables> {
  const { input, layers } = model.spec;
  if (input.kind !== 'tokens') {
    throw new EngineError('invalid-data', 'This network reads numbers, and no tokens.', { reason: 'needs-text' });
  }
  const first = layers.findIndex(({ type }) => type !== 'one_hot');
  const source = layers[first].type === 'embedding' ? 'embedding' : 'kernel';
  const names = source === 'embedding' ? ['weights'] : ['kernel', 'forward.kernel', 'backward.kernel'];
  const parts = model.parameters.filter(({ name }) => names.some((each) => name === `${first}.${each}`));
  const tables = await Promise.all(parts.map(({ value }) => model.backend.read(value)));
  const size = input.vocabularySize;
  const widths = tables.map((table) => table.length / size);
  return {
    source,
    size,
    dimensions: widths.reduce((sum, width) => sum + width, 0),
    row(id, target) {
      if (!(id >= 0 && id < size)) throw new RangeError(`There is no token ${id}.`);
      let at = 0;
      tables.forEach((table, n) => {
        target.set(table.subarray(id * widths[n], (id + 1) * widths[n]), at);
        at += widths[n];
      });
      return target;
    },
  };
}

/** 0 where one of the vectors is 0. */
function cosine(a: Float32Array, b: Float32Array): number {
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let n = 0; n < a.length; n++) {
    product += a[n] * b[n];
    squaresA += a[n] * a[n];
    squaresB += b[n] * b[n];
  }
  return squaresA === 0 || squaresB === 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
}
