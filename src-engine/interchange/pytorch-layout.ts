import { isRecurrent } from '../cells/index.ts';
import { gateCounts } from '../models/parameter-specs.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { LayerSpec, ModelSpec, RecurrentLayerSpec } from '../spec/model-spec.ts';
import type { ParameterTensor } from './trained-model.ts';

/** A tensor as PyTorch names it and lays it out. */
export interface PytorchTensor {
  name: string;
  shape: number[];
  /** Row-major. */
  values: Float32Array;
}

type Parameters = ReadonlyMap<string, ParameterTensor>;

/**
 * PyTorch's order of the gates, as places in the engine's: i f g o is that of an LSTM here too; r z n stands for z r h̃. The order is its
 * own inverse, so it leads both ways.
 */
export const pytorchGates = { lstm: [0, 1, 2, 3], gru: [1, 0, 2], simple_rnn: [0] } as const;

const moduleKinds = { lstm: 'lstm', gru: 'gru', simple_rnn: 'rnn', embedding: 'embedding' } as const;

/** Returns each layer's name as a module: `embedding`, `lstm1`, `dropout1`, `output`; null for those that are functions. */
export function pytorchModules({ layers }: ModelSpec): (string | null)[] {
  const counts = new Map<string, number>();
  const numbered = (kind: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}${count}`;
  };
  const output = layers.findLastIndex(({ type }) => type === 'dense');
  return layers.map((layer, index) => {
    if (index === output) return 'output';
    if (layer.type === 'embedding') return moduleKinds.embedding;
    if (isRecurrent(layer)) return numbered(moduleKinds[layer.type]);
    const isModule = ['dense', 'dropout', 'layer_norm', 'attention_pooling'].includes(layer.type);
    return isModule ? numbered(layer.type) : null;
  });
}

/**
 * All parameters, or other values in their shapes such as those of an optimizer, in PyTorch's layout. A recurrent layer has two biases
 * there: the studio's one becomes the input's, and the recurrent one is zero.
 */
export function toPytorch(model: ModelSpec, parameters: Parameters): PytorchTensor[] {
  const modules = pytorchModules(model);
  return model.layers.flatMap((layer, index) => {
    const of = (name: string) => tensorOf(parameters, `${index}.${name}`);
    const prefix = `${modules[index]}.`;
    if (isRecurrent(layer)) return recurrentTensors(layer, of).map((each) => ({ ...each, name: prefix + each.name }));
    if (layer.type === 'embedding') return [named(`${prefix}weight`, of('weights'))];
    if (layer.type === 'layer_norm') return [named(`${prefix}weight`, of('gamma')), named(`${prefix}bias`, of('beta'))];
    const linear = (path: string, units: number) => {
      const kernel = of('kernel');
      const values = turnGates(kernel.values, kernel.shape[0], units, [0]);
      return [{ name: `${path}weight`, shape: [units, kernel.shape[0]], values }, named(`${path}bias`, of('bias'))];
    };
    if (layer.type === 'dense') return linear(prefix, layer.units);
    if (layer.type !== 'attention_pooling') return [];
    return [...linear(`${prefix}keys.`, layer.units), named(`${prefix}context`, of('context'))];
  });
}

/** The way back. Throws Error, in words that end a sentence, where a tensor is missing or has another shape. */
export function fromPytorch(
  model: ModelSpec,
  tensors: ReadonlyMap<string, { shape: readonly number[]; values: Float32Array }>,
): Map<string, ParameterTensor> {
  const modules = pytorchModules(model);
  const { input, outputs } = layerShapes(model);
  const found = new Map<string, ParameterTensor>();
  const take = (name: string, shape: number[]): Float32Array => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`it has no ${name}`);
    if (tensor.shape.join() !== shape.join()) {
      throw new Error(`its ${name} has the shape (${tensor.shape.join(', ')}) instead of (${shape.join(', ')})`);
    }
    return tensor.values;
  };
  model.layers.forEach((layer, index) => {
    const size = index === 0 ? input.size : outputs[index - 1].size;
    const prefix = `${modules[index]}.`;
    const put = (name: string, shape: number[], values: Float32Array) =>
      found.set(`${index}.${name}`, { shape, values });
    if (layer.type === 'embedding') put('weights', [size, layer.dim], take(`${prefix}weight`, [size, layer.dim]));
    const putLinear = (path: string, units: number) => {
      put('kernel', [size, units], turnRows(take(`${path}weight`, [units, size]), size, units, [0]));
      put('bias', [units], take(`${path}bias`, [units]));
    };
    if (layer.type === 'layer_norm') {
      put('gamma', [size], take(`${prefix}weight`, [size]));
      put('beta', [size], take(`${prefix}bias`, [size]));
    }
    if (layer.type === 'dense') putLinear(prefix, layer.units);
    if (layer.type === 'attention_pooling') {
      putLinear(`${prefix}keys.`, layer.units);
      put('context', [layer.units], take(`${prefix}context`, [layer.units]));
    }
    if (!isRecurrent(layer)) return;
    const { units, type } = layer;
    const width = gateCounts[type] * units;
    for (const { suffix, path } of directions(layer)) {
      const cell = cellFromRows(type, size, units, {
        input: take(`${prefix}weight_ih_l0${suffix}`, [width, size]),
        recurrent: take(`${prefix}weight_hh_l0${suffix}`, [width, units]),
        inputBias: take(`${prefix}bias_ih_l0${suffix}`, [width]),
        recurrentBias: take(`${prefix}bias_hh_l0${suffix}`, [width]),
      });
      put(`${path}kernel`, [size, width], cell.kernel);
      put(`${path}recurrent`, [units, width], cell.recurrent);
      put(`${path}bias`, type === 'gru' ? [2, width] : [width], cell.bias);
    }
  });
  return found;
}

/** A cell as PyTorch has it: (G·H, I), (G·H, H), (G·H), (G·H). */
interface CellRows {
  input: Float32Array;
  recurrent: Float32Array;
  inputBias: Float32Array;
  recurrentBias: Float32Array;
}

/** The cell as the engine has it. Two biases that are added up become one, which is exact if one of them is zero. */
export function cellFromRows(
  type: RecurrentLayerSpec['type'],
  inputs: number,
  units: number,
  rows: CellRows,
  gates: readonly number[] = pytorchGates[type],
): { kernel: Float32Array; recurrent: Float32Array; bias: Float32Array } {
  const inputBias = turnRows(rows.inputBias, 1, units, gates);
  const recurrentBias = turnRows(rows.recurrentBias, 1, units, gates);
  return {
    kernel: turnRows(rows.input, inputs, units, gates),
    recurrent: turnRows(rows.recurrent, units, units, gates),
    bias: type === 'gru' ? joined(inputBias, recurrentBias) : inputBias.map((value, n) => value + recurrentBias[n]),
  };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function recurrentTensors(
  layer: RecurrentLayerSpec,
  of: (name: string) => ParameterTensor,
): { name: string; shape: number[]; values: Float32Array }[] {
  const { type, units } = layer;
  const gates = pytorchGates[type];
  const width = gateCounts[type] * units;
  return directions(layer).flatMap(({ suffix, path }) => {
    const [kernel, recurrent, bias] = [of(`${path}kernel`), of(`${path}recurrent`), of(`${path}bias`)];
    const inputs = kernel.shape[0];
    const turnBias = (values: Float32Array) => turnGates(values, 1, units, gates);
    return [
      {
        name: `weight_ih_l0${suffix}`,
        shape: [width, inputs],
        values: turnGates(kernel.values, inputs, units, gates),
      },
      {
        name: `weight_hh_l0${suffix}`,
        shape: [width, units],
        values: turnGates(recurrent.values, units, units, gates),
      },
      { name: `bias_ih_l0${suffix}`, shape: [width], values: turnBias(bias.values.subarray(0, width)) },
      {
        name: `bias_hh_l0${suffix}`,
        shape: [width],
        values: type === 'gru' ? turnBias(bias.values.subarray(width)) : new Float32Array(width),
      },
    ];
  });
}

function directions({ bidirectional }: RecurrentLayerSpec): { suffix: string; path: string }[] {
  if (bidirectional === null) return [{ suffix: '', path: '' }];
  return [
    { suffix: '', path: 'forward.' },
    { suffix: '_reverse', path: 'backward.' },
  ];
}

/** (columns, G·H) to (G·H, columns); block g of the result is block gates[g] of `values`. */
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

/** The way back, since `gates` is its own inverse. */
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

function tensorOf(parameters: Parameters, name: string): ParameterTensor {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new Error(`The model has no values for its parameter ${name}.`);
  return tensor;
}

function named(name: string, { shape, values }: ParameterTensor): PytorchTensor {
  return { name, shape: [...shape], values };
}

/** nn.LSTM, nn.GRU or nn.RNN compute just this; otherwise a cell of one’s own has to. */
export function hasOwnModule(layer: LayerSpec): boolean {
  if (!isRecurrent(layer)) return true;
  if (layer.recurrentDropout > 0 || layer.activation === 'softsign') return false;
  if (layer.type === 'simple_rnn') return true;
  return layer.activation === 'tanh' && layer.recurrentActivation === 'sigmoid';
}
