import type { Parameter } from '../models/model.ts';
import type { Tensor } from '../backends/tensor.ts';
import type { CellParameter } from './cell-definition.ts';
import type { CellFacts } from './cell-facts.ts';

/** K (I, G·H), drawn gate by gate. */
export function kernelParameter(
  { columns }: CellFacts,
  { units, kernelInitializer }: { units: number; kernelInitializer: CellParameter['initializer'] },
  inputSize: number,
): CellParameter {
  const gates = columns.length;
  return {
    name: 'kernel',
    shape: [inputSize, gates * units],
    role: 'kernel',
    initializer: kernelInitializer,
    gates,
    values: null,
  };
}

/** R (H, G·H), drawn gate by gate. */
export function recurrentParameter(
  { columns }: CellFacts,
  { units, recurrentInitializer }: { units: number; recurrentInitializer: CellParameter['initializer'] },
): CellParameter {
  const gates = columns.length;
  return {
    name: 'recurrent',
    shape: [units, gates * units],
    role: 'recurrent',
    initializer: recurrentInitializer,
    gates,
    values: null,
  };
}

/** b (G·H), or any other shape; zeros unless `values` says otherwise. */
export function biasParameter(
  { columns }: CellFacts,
  { units }: { units: number },
  { shape = [columns.length * units], values = null }: Partial<Pick<CellParameter, 'shape' | 'values'>> = {},
): CellParameter {
  return { name: 'bias', shape, role: 'bias', initializer: 'zeros', gates: columns.length, values };
}

/** Returns the gradient of a parameter in a training pass, and throws when it has none. */
export function requireGradient(parameter: Pick<Parameter, 'name' | 'gradient'>): Tensor {
  const gradient = parameter.gradient();
  if (gradient === null) throw new Error(`The parameter ${parameter.name} has no gradient.`);
  return gradient;
}
