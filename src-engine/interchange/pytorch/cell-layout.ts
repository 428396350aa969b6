import type { RecurrentLayerSpec } from '../../cells/index.ts';
import { cellExports } from '../../cells/exports.ts';
import type { TorchRows } from '../../cells/pytorch-cell.ts';
import { elementCount } from '../../models/parameter-specs.ts';
import { cellShapes } from '../cell-shapes.ts';
import type { ParameterTensor } from '../trained-model.ts';

/** A tensor as PyTorch names it and lays it out. */
export interface PytorchTensor {
  name: string;
  shape: number[];
  /** Row-major. */
  values: Float32Array;
}

/**
 * Returns one direction of a recurrent layer as PyTorch has it. Names are those of PyTorch, without layer and
 * direction: `weight_ih`.
 */
export function cellToPytorch(spec: RecurrentLayerSpec, parameter: (name: string) => ParameterTensor): PytorchTensor[] {
  const { rows } = cellExports(spec.type).pytorch;
  if (rows !== null) return rowsOfCell(rows, spec.units, parameter);
  return [...cellShapes(spec, 1).keys()].map((name) => {
    const { shape, values } = parameter(name);
    return { name: moduleName(name), shape: exchangedShape(shape), values: exchanged(values, shape) };
  });
}

/**
 * Does the reverse of `cellToPytorch`. `take` returns the tensor of this name and shape, and throws where there is
 * none.
 */
export function cellFromPytorch(
  spec: RecurrentLayerSpec,
  inputs: number,
  take: (name: string, shape: number[]) => Float32Array,
): Map<string, ParameterTensor> {
  const { rows } = cellExports(spec.type).pytorch;
  if (rows !== null) return cellFromRows(rows, spec.units, inputs, take);
  return new Map(
    Array.from(cellShapes(spec, inputs), ([name, shape]) => {
      const turned = exchangedShape(shape);
      return [name, { shape, values: exchanged(take(moduleName(name), turned), turned) }];
    }),
  );
}

const moduleNames: Readonly<Record<string, string>> = { kernel: 'weight_ih', recurrent: 'weight_hh', bias: 'bias_ih' };

function moduleName(parameter: string): string {
  return Object.hasOwn(moduleNames, parameter) ? moduleNames[parameter] : parameter;
}

function rowsOfCell(
  { gates, hasRecurrentBias }: TorchRows,
  units: number,
  parameter: (name: string) => ParameterTensor,
): PytorchTensor[] {
  const width = gates.length * units;
  const [kernel, recurrent, bias] = [parameter('kernel'), parameter('recurrent'), parameter('bias')];
  const inputs = kernel.shape[0];
  const row = (values: Float32Array) => turnGates(values, 1, units, gates);
  return [
    { name: 'weight_ih', shape: [width, inputs], values: turnGates(kernel.values, inputs, units, gates) },
    { name: 'weight_hh', shape: [width, units], values: turnGates(recurrent.values, units, units, gates) },
    { name: 'bias_ih', shape: [width], values: row(bias.values.subarray(0, width)) },
    {
      name: 'bias_hh',
      shape: [width],
      values: hasRecurrentBias ? row(bias.values.subarray(width)) : new Float32Array(width),
    },
  ];
}

/**
 * Returns the engine's parameters of a cell with rows (G·H, I), (G·H, H), (G·H), (G·H). Two biases that are added up
 * become one, which is exact if one of them is zero.
 */
export function cellFromRows(
  { gates, hasRecurrentBias }: TorchRows,
  units: number,
  inputs: number,
  take: (name: string, shape: number[]) => Float32Array,
): Map<string, ParameterTensor> {
  const width = gates.length * units;
  const kernel = turnRows(take('weight_ih', [width, inputs]), inputs, units, gates);
  const recurrent = turnRows(take('weight_hh', [width, units]), units, units, gates);
  const inputBias = turnRows(take('bias_ih', [width]), 1, units, gates);
  const recurrentBias = turnRows(take('bias_hh', [width]), 1, units, gates);
  return new Map([
    ['kernel', { shape: [inputs, width], values: kernel }],
    ['recurrent', { shape: [units, width], values: recurrent }],
    [
      'bias',
      hasRecurrentBias
        ? { shape: [2, width], values: joined(inputBias, recurrentBias) }
        : { shape: [width], values: inputBias.map((value, n) => value + recurrentBias[n]) },
    ],
  ]);
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Turns (columns, G·H) into (G·H, columns); block g of the result is block gates[g] of `values`. */
function turnGates(values: Float32Array, columns: number, units: number, gates: readonly number[]): Float32Array {
  const width = gates.length * units;
  const turned = new Float32Array(values.length);
  gates.forEach((from, to) => {
    for (let unit = 0; unit < units; unit++) {
      const row = (to * units + unit) * columns;
      for (let column = 0; column < columns; column++)
        turned[row + column] = values[column * width + from * units + unit];
    }
  });
  return turned;
}

/** Does the reverse of `turnGates`, since `gates` is its own inverse. */
function turnRows(rows: Float32Array, columns: number, units: number, gates: readonly number[]): Float32Array {
  const width = gates.length * units;
  const turned = new Float32Array(rows.length);
  gates.forEach((to, from) => {
    for (let unit = 0; unit < units; unit++) {
      const row = (from * units + unit) * columns;
      for (let column = 0; column < columns; column++) turned[column * width + to * units + unit] = rows[row + column];
    }
  });
  return turned;
}

function exchangedShape(shape: readonly number[]): number[] {
  return shape.length < 2 ? [...shape] : [...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]];
}

/** Exchanges the last two axes of each matrix of a stack of this shape; vectors stay as they are. */
export function exchanged(values: Float32Array, shape: readonly number[]): Float32Array {
  if (shape.length < 2) return values;
  const [rows, columns] = shape.slice(-2);
  const size = rows * columns;
  const turned = new Float32Array(elementCount(shape));
  for (let begin = 0; begin < turned.length; begin += size)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        turned[begin + column * rows + row] = values[begin + row * columns + column];
  return turned;
}
