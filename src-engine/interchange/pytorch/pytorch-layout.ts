import { cellExports } from '../../cells/exports.ts';
import { isRecurrent, type RecurrentLayerSpec } from '../../cells/index.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import { isTied } from '../../models/tied-output.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { ParameterTensor } from '../trained-model.ts';
import { cellFromPytorch, cellToPytorch, exchanged, type PytorchTensor } from './cell-layout.ts';

type Parameters = ReadonlyMap<string, ParameterTensor>;

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
    if (layer.type === 'embedding') return 'embedding';
    if (isRecurrent(layer)) return numbered(cellExports(layer.type).pytorch.moduleName);
    const isModule = ['dense', 'dropout', 'layer_norm', 'attention_pooling'].includes(layer.type);
    return isModule ? numbered(layer.type) : null;
  });
}

/**
 * Returns all parameters, or other values in their shapes such as those of an optimizer, in PyTorch's layout.
 * torch.nn's recurrent modules have two biases: where the studio has one, it becomes the input's, and the recurrent one
 * is zero.
 */
export function toPytorch(model: ModelSpec, parameters: Parameters): PytorchTensor[] {
  const modules = pytorchModules(model);
  return model.layers.flatMap((layer, index) => {
    const of = (name: string) => tensorOf(parameters, `${index}.${name}`);
    const prefix = `${modules[index]}.`;
    if (isRecurrent(layer))
      return directions(layer).flatMap(({ suffix, path }) =>
        cellToPytorch(layer, (name) => of(path + name)).map((each) => ({
          ...each,
          name: `${prefix}${each.name}_l0${suffix}`,
        })),
      );
    if (layer.type === 'embedding') return [named(`${prefix}weight`, of('weights'))];
    if (layer.type === 'layer_norm') return [named(`${prefix}weight`, of('gamma')), named(`${prefix}bias`, of('beta'))];
    const linear = (path: string, units: number) => {
      const kernel = of('kernel');
      const values = exchanged(kernel.values, kernel.shape);
      return [{ name: `${path}weight`, shape: [units, kernel.shape[0]], values }, named(`${path}bias`, of('bias'))];
    };
    // The module's weight is the embedding's, which is stored once.
    if (isTied(layer)) return [named(`${prefix}bias`, of('bias'))];
    if (layer.type === 'dense') return linear(prefix, layer.units);
    if (layer.type !== 'attention_pooling') return [];
    return [...linear(`${prefix}keys.`, layer.units), named(`${prefix}context`, of('context'))];
  });
}

/**
 * Does the reverse of `toPytorch`. Throws Error, in words that end a sentence, where a tensor is missing or has another
 * shape.
 */
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
      put('kernel', [size, units], exchanged(take(`${path}weight`, [units, size]), [units, size]));
      put('bias', [units], take(`${path}bias`, [units]));
    };
    if (layer.type === 'layer_norm') {
      put('gamma', [size], take(`${prefix}weight`, [size]));
      put('beta', [size], take(`${prefix}bias`, [size]));
    }
    if (isTied(layer)) put('bias', [layer.units], take(`${prefix}bias`, [layer.units]));
    else if (layer.type === 'dense') putLinear(prefix, layer.units);
    if (layer.type === 'attention_pooling') {
      putLinear(`${prefix}keys.`, layer.units);
      put('context', [layer.units], take(`${prefix}context`, [layer.units]));
    }
    if (!isRecurrent(layer)) return;
    for (const { suffix, path } of directions(layer)) {
      const tensor = (name: string, shape: number[]) => take(`${prefix}${name}_l0${suffix}`, shape);
      for (const [name, { shape, values }] of cellFromPytorch(layer, size, tensor))
        put(path + name, [...shape], values);
    }
  });
  return found;
}

function directions({ bidirectional }: RecurrentLayerSpec): { suffix: string; path: string }[] {
  if (bidirectional === null) return [{ suffix: '', path: '' }];
  return [
    { suffix: '', path: 'forward.' },
    { suffix: '_reverse', path: 'backward.' },
  ];
}

function tensorOf(parameters: Parameters, name: string): ParameterTensor {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new Error(`The model has no values for its parameter ${name}.`);
  return tensor;
}

function named(name: string, { shape, values }: ParameterTensor): PytorchTensor {
  return { name, shape: [...shape], values };
}
