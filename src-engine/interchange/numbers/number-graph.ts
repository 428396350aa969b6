/**
 * The computation from raw numbers before a network, and after it, as a list of plain steps. Every export has a
 * preparation in this form, so that a change of the preparation is a change of one place: a format only has to know how
 * its own programs add, multiply and so on. It is JSON, which the programs of a format may read themselves.
 *
 * All values but constants have the batch as their first axis, which shapes and axes leave out; a constant is the same
 * for the whole batch. All are computed in float64, but the network reads and gives float32.
 */
export interface NumberGraph {
  version: 1;
  inputs: GraphInput[];
  /** In the order in which they can be computed. */
  steps: GraphStep[];
  /** The names that people know, and the values that they stand for. */
  outputs: { name: string; value: string; description: string }[];
}

export interface GraphInput {
  name: string;
  /** `integer` is for places in a list, of which the batch has one each. */
  type: 'float32' | 'float64' | 'integer';
  /** `null` is an extent that differs from call to call. */
  shape: (number | null)[];
  description: string;
}

export type GraphStep = { name: string; shape: (number | null)[] } & GraphOperation;

export type GraphOperation =
  | { op: 'constant'; values: number[] }
  | { op: UnaryOperation; of: string }
  /** The shapes of both are broadcast to each other, from the last axis on. */
  | { op: BinaryOperation; of: [string, string] }
  | { op: 'slice'; of: string; axis: number; from: number; to: number }
  | { op: 'gather'; of: string; axis: number; places: number[] }
  | { op: 'concat'; of: string[]; axis: number }
  | { op: 'reshape'; of: string }
  /** The mean over an axis, which keeps an extent of 1. */
  | { op: 'mean'; of: string; axis: number }
  /** (…, I) × (I, O) of a constant. */
  | { op: 'product'; of: string; matrix: string }
  /** The row of a constant that each member of the batch names by its place. */
  | { op: 'lookup'; of: string; table: string }
  /** The outputs that the network makes of its input. */
  | { op: 'network'; of: string };

/** `known` is the value itself, or 0 where it is not a number. */
export type UnaryOperation = 'log' | 'exp' | 'sin' | 'sqrt' | 'absolute' | 'floor' | 'known';
export type BinaryOperation = 'add' | 'subtract' | 'multiply' | 'divide' | 'largest' | 'smallest';

/** A value that steps can be made of. */
export interface GraphValue {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

/** Writes a graph down, step by step. Throws Error for shapes that do not go together. */
export class GraphBuilder {
  readonly #inputs: GraphInput[] = [];
  readonly #steps: GraphStep[] = [];
  readonly #outputs: NumberGraph['outputs'] = [];
  readonly #constants = new Map<string, GraphValue>();

  input(input: GraphInput): GraphValue {
    this.#inputs.push(input);
    return input;
  }

  output(name: string, { name: value }: GraphValue, description: string): void {
    this.#outputs.push({ name, value, description });
  }

  /** Returns the same constant for the same values. */
  constant(values: readonly number[], shape: readonly number[] = [values.length]): GraphValue {
    const key = JSON.stringify([values, shape]);
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const made = this.#add('constant', { op: 'constant', values: [...values] }, shape);
    this.#constants.set(key, made);
    return made;
  }

  number(value: number): GraphValue {
    return this.constant([value], []);
  }

  unary(op: UnaryOperation, of: GraphValue): GraphValue {
    return this.#add(op, { op, of: of.name }, of.shape);
  }

  binary(op: BinaryOperation, a: GraphValue, b: GraphValue): GraphValue {
    return this.#add(op, { op, of: [a.name, b.name] }, this.#broadcast(a, b));
  }

  /** log(1 + eˣ), without an overflow. */
  softplus(of: GraphValue): GraphValue {
    const decay = this.unary('exp', this.binary('multiply', this.unary('absolute', of), this.number(-1)));
    const tail = this.unary('log', this.binary('add', decay, this.number(1)));
    return this.binary('add', this.binary('largest', of, this.number(0)), tail);
  }

  /** x · scale + shift, with a scale and a shift for each place of the last axis. */
  affine(of: GraphValue, scale: readonly number[], shift: readonly number[]): GraphValue {
    return this.binary('add', this.binary('multiply', of, this.constant(scale)), this.constant(shift));
  }

  slice(of: GraphValue, axis: number, from: number, to: number): GraphValue {
    const extent = of.shape[axis];
    if (from === 0 && to === extent) return of;
    return this.#add('slice', { op: 'slice', of: of.name, axis, from, to }, of.shape.with(axis, to - from));
  }

  gather(of: GraphValue, axis: number, places: readonly number[]): GraphValue {
    const operation: GraphOperation = { op: 'gather', of: of.name, axis, places: [...places] };
    return this.#add('gather', operation, of.shape.with(axis, places.length));
  }

  concat(parts: readonly GraphValue[], axis: number): GraphValue {
    const [first] = parts;
    if (parts.length === 1) return first;
    if (parts.some(isConstant)) throw new Error('A constant is the same for the whole batch, and no part of a member.');
    const extents = parts.map(({ shape }) => shape[axis]);
    const sum = extents.reduce<number | null>(
      (total, each) => (total === null || each === null ? null : total + each),
      0,
    );
    return this.#add('concat', { op: 'concat', of: parts.map(({ name }) => name), axis }, first.shape.with(axis, sum));
  }

  reshape(of: GraphValue, shape: readonly (number | null)[]): GraphValue {
    return this.#add('reshape', { op: 'reshape', of: of.name }, shape);
  }

  mean(of: GraphValue, axis: number): GraphValue {
    return this.#add('mean', { op: 'mean', of: of.name, axis }, of.shape.with(axis, 1));
  }

  product(of: GraphValue, matrix: readonly number[], [rows, columns]: readonly [number, number]): GraphValue {
    if (of.shape.at(-1) !== rows) throw new Error(`${String(of.shape.at(-1))} values do not go with ${rows} rows.`);
    const { name } = this.constant(matrix, [rows, columns]);
    return this.#add('product', { op: 'product', of: of.name, matrix: name }, of.shape.with(-1, columns));
  }

  /** `rows` (N, …) has a row for each place that there can be. */
  lookup(of: GraphValue, rows: GraphValue): GraphValue {
    return this.#add('lookup', { op: 'lookup', of: of.name, table: rows.name }, rows.shape.slice(1));
  }

  network(of: GraphValue, shape: readonly number[]): GraphValue {
    return this.#add('network', { op: 'network', of: of.name }, shape);
  }

  build(): NumberGraph {
    return { version: 1, inputs: this.#inputs, steps: this.#steps, outputs: this.#outputs };
  }

  /** The batch is the first axis of what is no constant, so that two such values have to have as many axes. */
  #broadcast(a: GraphValue, b: GraphValue): (number | null)[] {
    const [left, right] = a.shape.length >= b.shape.length ? [a, b] : [b, a];
    const places = left.shape.length - right.shape.length;
    const fits = right.shape.every((extent, n) => extent === 1 || [1, extent].includes(left.shape[places + n] ?? null));
    if (!fits || isConstant(left) || (places > 0 && !isConstant(right))) {
      throw new Error(`Values of [${a.shape.join(', ')}] and [${b.shape.join(', ')}] do not go together.`);
    }
    return left.shape.map((extent, n) => (extent === 1 ? (right.shape[n - places] ?? extent) : extent));
  }

  #add(kind: string, operation: GraphOperation, shape: readonly (number | null)[]): GraphValue {
    const step = { name: `${kind}${this.#steps.length + 1}`, shape: [...shape], ...operation };
    this.#steps.push(step);
    return step;
  }
}

function isConstant({ name }: GraphValue): boolean {
  return name.startsWith('constant');
}
