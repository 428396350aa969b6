// An export brings this file along with its types taken out, so that it imports nothing but types.
import type { BinaryOperation, GraphStep, NumberGraph, UnaryOperation } from './number-graph.ts';

/** A value of a graph: the batch is the first extent, and 1 for constants. */
export interface GraphTensor {
  shape: number[];
  /** Row-major. */
  values: Float64Array;
}

/** Resolves with the network's outputs (B, …) for its inputs (B, …). */
export type RunNetwork = (input: GraphTensor) => Promise<GraphTensor>;

/** Computes a graph, which shows what each of its steps means. Resolves with the values of its outputs by their names. */
export async function runNumberGraph(
  graph: NumberGraph,
  inputs: Readonly<Record<string, GraphTensor>>,
  runNetwork: RunNetwork,
): Promise<Record<string, GraphTensor>> {
  const values = new Map(Object.entries(inputs));
  const of = (name: string): GraphTensor => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`The graph has no ${name}.`);
    return value;
  };
  for (const step of graph.steps) {
    values.set(step.name, step.op === 'network' ? await runNetwork(of(step.of)) : computeStep(step, of));
  }
  return Object.fromEntries(graph.outputs.map(({ name, value }) => [name, of(value)]));
}

const unary: Record<UnaryOperation, (x: number) => number> = {
  log: Math.log,
  exp: Math.exp,
  sin: Math.sin,
  sqrt: Math.sqrt,
  absolute: Math.abs,
  floor: Math.floor,
  known: (x) => (Number.isNaN(x) ? 0 : x),
};

const binary: Record<BinaryOperation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  largest: Math.max,
  smallest: Math.min,
};

function computeStep(step: Exclude<GraphStep, { op: 'network' }>, of: (name: string) => GraphTensor): GraphTensor {
  switch (step.op) {
    case 'constant':
      return { shape: [1, ...step.shape.map(Number)], values: Float64Array.from(step.values) };
    case 'slice':
      return gather(
        of(step.of),
        step.axis + 1,
        Array.from({ length: step.to - step.from }, (_, n) => step.from + n),
      );
    case 'gather':
      return gather(of(step.of), step.axis + 1, step.places);
    case 'lookup': {
      const { shape, values } = of(step.table);
      return gather({ shape: shape.slice(1), values }, 0, [...of(step.of).values]);
    }
    case 'concat':
      return concat(step.of.map(of), step.axis + 1);
    case 'reshape': {
      const { shape, values } = of(step.of);
      return { shape: reshaped(shape[0], step.shape, values.length), values };
    }
    case 'mean':
      return mean(of(step.of), step.axis + 1);
    case 'product':
      return product(of(step.of), of(step.matrix));
    case 'log':
    case 'exp':
    case 'sin':
    case 'sqrt':
    case 'absolute':
    case 'floor':
    case 'known': {
      const { shape, values } = of(step.of);
      return { shape, values: values.map(unary[step.op]) };
    }
    default:
      return broadcast(of(step.of[0]), of(step.of[1]), binary[step.op]);
  }
}

/** An extent that differs from call to call takes what is left. */
function reshaped(batch: number, shape: readonly (number | null)[], size: number): number[] {
  const known = shape.reduce<number>((product, extent) => product * (extent ?? 1), batch);
  return [batch, ...shape.map((extent) => extent ?? size / known)];
}

/** The extents before an axis, at it and after it, each as one number. */
function around(shape: readonly number[], axis: number): [number, number, number] {
  return [elementCount(shape.slice(0, axis)), shape[axis], elementCount(shape.slice(axis + 1))];
}

function gather({ shape, values }: GraphTensor, axis: number, places: readonly number[]): GraphTensor {
  const [outer, extent, inner] = around(shape, axis);
  const gathered = new Float64Array(outer * places.length * inner);
  for (let row = 0; row < outer; row++) {
    places.forEach((place, n) => {
      const from = (row * extent + place) * inner;
      gathered.set(values.subarray(from, from + inner), (row * places.length + n) * inner);
    });
  }
  return { shape: shape.with(axis, places.length), values: gathered };
}

function concat(parts: readonly GraphTensor[], axis: number): GraphTensor {
  const extent = parts.reduce((sum, { shape }) => sum + shape[axis], 0);
  const shape = parts[0].shape.with(axis, extent);
  const [outer, , inner] = around(shape, axis);
  const joined = new Float64Array(outer * extent * inner);
  for (let row = 0, at = 0; row < outer; row++) {
    for (const part of parts) {
      const size = part.shape[axis] * inner;
      joined.set(part.values.subarray(row * size, (row + 1) * size), at);
      at += size;
    }
  }
  return { shape, values: joined };
}

function mean({ shape, values }: GraphTensor, axis: number): GraphTensor {
  const [outer, extent, inner] = around(shape, axis);
  const means = new Float64Array(outer * inner);
  for (let row = 0; row < outer; row++) {
    for (let n = 0; n < extent * inner; n++)
      means[row * inner + (n % inner)] += values[row * extent * inner + n] / extent;
  }
  return { shape: shape.with(axis, 1), values: means };
}

function product({ shape, values }: GraphTensor, matrix: GraphTensor): GraphTensor {
  const [rows, columns] = matrix.shape.slice(-2);
  const made = new Float64Array((values.length / rows) * columns);
  for (let n = 0; n < made.length; n++) {
    const from = Math.floor(n / columns) * rows;
    for (let row = 0; row < rows; row++) made[n] += values[from + row] * matrix.values[row * columns + (n % columns)];
  }
  return { shape: shape.with(-1, columns), values: made };
}

function broadcast(a: GraphTensor, b: GraphTensor, combine: (a: number, b: number) => number): GraphTensor {
  const rank = Math.max(a.shape.length, b.shape.length);
  // The batch stays the first axis, whatever the number of the others.
  const [left, right] = [a, b].map(({ shape: [batch, ...rest] }) => [
    batch,
    ...Array.from({ length: rank - 1 - rest.length }, () => 1),
    ...rest,
  ]);
  const shape = left.map((extent, axis) => Math.max(extent, right[axis]));
  const [leftStrides, rightStrides] = [left, right].map(stridesOf);
  const values = new Float64Array(elementCount(shape));
  const place = new Int32Array(rank);
  for (let n = 0, at = 0, from = 0; n < values.length; n++) {
    values[n] = combine(a.values[at], b.values[from]);
    for (let axis = rank - 1; axis >= 0; axis--) {
      place[axis]++;
      at += leftStrides[axis];
      from += rightStrides[axis];
      if (place[axis] < shape[axis]) break;
      at -= leftStrides[axis] * shape[axis];
      from -= rightStrides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
  return { shape, values };
}

/** An axis of one place stays at it. */
function stridesOf(shape: readonly number[]): number[] {
  return shape.map((extent, axis) => (extent === 1 ? 0 : elementCount(shape.slice(axis + 1))));
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
