import type { StoredTensor } from '../quantize-weights.ts';
import type { OnnxGraph, OnnxTensor } from './onnx-graph.ts';

/** A parameter as the file keeps it; int8 with scales by which it is multiplied. */
export interface StoredWeights {
  tensor: OnnxTensor;
  scales: OnnxTensor | null;
}

/** A kernel (I, O), one for each head (heads, D, O), or an embedding (V, dim) as it is. */
export function matrixWeights(stored: StoredTensor): StoredWeights {
  const { shape } = stored;
  if (stored.precision !== 'int8')
    return { tensor: { type: stored.precision, shape, content: contentOf(stored) }, scales: null };
  const scalesShape = stored.axis === 0 ? [shape[0], 1] : shape.with(-2, 1);
  return {
    tensor: { type: 'int8', shape, content: stored.values },
    scales: { type: 'float32', shape: scalesShape, content: stored.scales },
  };
}

/** (D, G·H, I): a kernel (I, G·H) for each direction, transposed, with the engine's gates in another order. */
export function gateWeights(directions: readonly StoredTensor[], gateOrder: readonly number[]): StoredWeights {
  const [rows, columns] = directions[0].shape;
  const order = rowsOfGates(gateOrder, columns / gateOrder.length);
  const shape = [directions.length, columns, rows];
  const contents = directions.map((stored) => transposed(contentOf(stored), rows, order));
  const scales = directions.flatMap((stored) =>
    stored.precision === 'int8' ? [Float32Array.from(order, (column) => stored.scales[column])] : [],
  );
  return {
    tensor: { type: directions[0].precision, shape, content: joined(contents) },
    scales:
      scales.length === 0 ? null : { type: 'float32', shape: [directions.length, columns, 1], content: joined(scales) },
  };
}

/**
 * (D, 2·G·H): for each direction the bias of the input's product, then that of the recurrent product, which is zeros
 * where the cell has none.
 */
export function gateBiases(directions: readonly StoredTensor[], gateOrder: readonly number[]): OnnxTensor {
  const rows = directions.flatMap((stored) => {
    const values = stored.precision === 'float32' ? stored.values : neverRounded();
    const width = stored.shape[stored.shape.length - 1];
    const order = rowsOfGates(gateOrder, width / gateOrder.length);
    return [0, width].map((from) => Float32Array.from(order, (column) => values[from + column] ?? 0));
  });
  return { type: 'float32', shape: [directions.length, 2 * rows[0].length], content: joined(rows) };
}

/** Returns the name of the weights as float32. Cast and Mul of constants are done once, when the file is loaded. */
export function addWeights(graph: OnnxGraph, name: string, weights: StoredWeights): string {
  const stored = graph.constant(name, weights.tensor);
  return decoded(graph, stored, weights, weights.scales && graph.constant(`${name}.scales`, weights.scales));
}

/** Rows of an embedding by ids: only these are taken out of their precision, since the whole table may be large. */
export function addGatheredRows(graph: OnnxGraph, name: string, weights: StoredWeights, ids: string): string {
  const rows = graph.add('Gather', `${name}.rows`, [graph.constant(name, weights.tensor), ids]);
  const scales =
    weights.scales &&
    graph.add('Gather', `${name}.row_scales`, [graph.constant(`${name}.scales`, weights.scales), ids]);
  return decoded(graph, rows, weights, scales);
}

function decoded(graph: OnnxGraph, stored: string, { tensor }: StoredWeights, scales: string | null): string {
  if (tensor.type === 'float32') return stored;
  const values = graph.add('Cast', `${stored}.float32`, [stored], { to: 1 });
  return scales === null ? values : graph.add('Mul', `${stored}.scaled`, [values, scales]);
}

/** For each row of the file the engine's column. */
function rowsOfGates(gateOrder: readonly number[], units: number): Int32Array {
  return Int32Array.from({ length: gateOrder.length * units }, (_, row) => {
    return gateOrder[Math.floor(row / units)] * units + (row % units);
  });
}

type Content = Float32Array | Uint16Array | Int8Array;

function contentOf(stored: StoredTensor): Content {
  return stored.precision === 'float16' ? stored.bits : stored.values;
}

function transposed<T extends Content>(values: T, rows: number, columnOrder: Int32Array): T {
  const turned = values.slice() as T;
  columnOrder.forEach((column, to) => {
    for (let row = 0; row < rows; row++) turned[to * rows + row] = values[row * columnOrder.length + column];
  });
  return turned;
}

function joined<T extends Content>(parts: readonly T[]): T {
  const [first] = parts;
  const size = first.length;
  const whole = new (first.constructor as new (length: number) => T)(parts.length * size);
  parts.forEach((part, index) => whole.set(part, index * size));
  return whole;
}

function neverRounded(): never {
  throw new Error('A bias is kept in float32.');
}
