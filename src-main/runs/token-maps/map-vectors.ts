import { PCA } from 'ml-pca';
import { UMAP } from 'umap-js';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { MapMethod, VectorMap } from '../../../src-engine/spec/insight-spec.ts';

export interface MapTask {
  /** (N, dimensions). */
  vectors: Float32Array;
  dimensions: number;
  method: MapMethod;
}

/** UMAP searches for neighbours in so many dimensions at most, the principal ones, which hold nearly all of what vectors say. */
const mostSearched = 50;
const neighbours = 15;
/** With fewer vectors UMAP has no neighbourhoods to keep. */
const fewestForNeighbourhoods = 8;
/** A matrix of covariances or products that is larger than this takes longer than two components found one after the other. */
const largestMatrix = 1024;

/**
 * Lays vectors out in the plane: by their two principal components, or by UMAP (McInnes, Healy & Melville 2018) with the distances of
 * vectors of length 1, so that the cosine decides who is near. The same vectors give the same map.
 */
export function mapVectors(task: MapTask, onProgress: (done: number, total: number) => void): VectorMap {
  const rows = rowsOf(task);
  const isTooFew = rows.length < fewestForNeighbourhoods;
  return task.method === 'pca' || isTooFew ? principalMap(rows) : neighbourMap(rows, onProgress);
}

function rowsOf({ vectors, dimensions }: MapTask): number[][] {
  return Array.from({ length: vectors.length / dimensions }, (_, n) =>
    Array.from(vectors.subarray(n * dimensions, (n + 1) * dimensions)),
  );
}

function principalMap(rows: number[][]): VectorMap {
  const [x, y] = [0, 1].map((axis) => new Float32Array(rows.length).fill(axis * 0));
  if (rows.length < 2) return { x, y, explained: [0, 0] };
  const components = principalComponents(rows, 2);
  components.forEach(([first = 0, second = 0], n) => {
    x[n] = first;
    y[n] = second;
  });
  const total = totalVariance(rows);
  const share = (values: Float32Array) => (total === 0 ? 0 : sumOfSquares(values) / total);
  return { x, y, explained: [share(x), share(y)] };
}

/** Each row in the coordinates of the principal components; the largest coordinate of each component is positive. */
function principalComponents(rows: number[][], count: number): number[][] {
  const columns = rows[0].length;
  const wanted = Math.min(count, columns, rows.length);
  const isLarge = Math.min(rows.length, columns) > largestMatrix;
  const method = isLarge ? 'NIPALS' : columns <= rows.length ? 'covarianceMatrix' : 'SVD';
  const pca = new PCA(rows, { method, nCompNIPALS: wanted, center: true, scale: false });
  const found = pca.predict(rows, { nComponents: wanted }).to2DArray();
  const signs = Array.from({ length: wanted }, (_, component) => {
    const largest = found.reduce((most, row) => (Math.abs(row[component]) > Math.abs(most) ? row[component] : most), 0);
    return largest < 0 ? -1 : 1;
  });
  return found.map((row) => row.slice(0, wanted).map((value, component) => signs[component] * value));
}

function neighbourMap(rows: number[][], onProgress: (done: number, total: number) => void): VectorMap {
  const directions = rows.map(withLengthOne);
  const searched = directions[0].length > mostSearched ? principalComponents(directions, mostSearched) : directions;
  const random = createStream(1, 'token-map', 0);
  const umap = new UMAP({
    nNeighbors: Math.min(neighbours, rows.length - 1),
    minDist: 0.1,
    random: () => random.uniform(),
  });
  onProgress(0, 0);
  const epochs = umap.initializeFit(searched);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (epoch % 10 === 0) onProgress(epoch, epochs);
  }
  const places = umap.getEmbedding();
  return {
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
    explained: null,
  };
}

function withLengthOne(row: number[]): number[] {
  const length = Math.hypot(...row);
  return length === 0 ? row : row.map((value) => value / length);
}

function totalVariance(rows: number[][]): number {
  return rows[0].reduce((sum, _, column) => sum + sumOfSquares(rows.map((row) => row[column])), 0);
}

/** About the mean. */
function sumOfSquares(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
