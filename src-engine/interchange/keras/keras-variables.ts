import type { ParameterTensor } from '../trained-model.ts';
import { cellOfClass } from './keras-cells.ts';
import type { KerasLayer, KerasNetwork } from './keras-network.ts';
import { snakeCase } from './snake-case.ts';

/** A group of `model.weights.h5`: its variables are the datasets `0`, `1`, … of `<path>/vars`, whose attribute `name` is the owner's. */
export interface KerasGroup {
  path: string;
  owner: string;
  variables: ParameterTensor[];
}

/**
 * Keras 3 looks for weights under the class of a layer and, from the second of its class on, a number. Not under the layer's
 * name.
 */
export function kerasVariables({ input, layers }: KerasNetwork): KerasGroup[] {
  const counts = new Map<string, number>();
  const place = (className: string): string => {
    const base = snakeCase(className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return `layers/${count === 0 ? base : `${base}_${count}`}`;
  };
  const inputs = [input, ...layers.flatMap(({ states }) => states)];
  return [
    { path: '', owner: 'network', variables: [] },
    ...inputs.map(({ name }) => ({ path: place('InputLayer'), owner: name, variables: [] })),
    ...layers.flatMap((layer) => layerGroups(layer, place(layer.className))),
  ];
}

function layerGroups({ className, name, weights, wrapped }: KerasLayer, path: string): KerasGroup[] {
  if (wrapped !== null) {
    return [
      { path, owner: name, variables: [] },
      ...cellGroups(`${path}/forward_layer`, `forward_${name}`, wrapped.className, weights.slice(0, 3)),
      ...cellGroups(`${path}/backward_layer`, `backward_${name}`, wrapped.className, weights.slice(3)),
    ];
  }
  return cellOfClass(className) !== null
    ? cellGroups(path, name, className, weights)
    : [{ path, owner: name, variables: weights }];
}

function cellGroups(path: string, owner: string, className: string, variables: ParameterTensor[]): KerasGroup[] {
  return [
    { path, owner, variables: [] },
    { path: `${path}/cell`, owner: `${snakeCase(className)}_cell`, variables },
  ];
}
