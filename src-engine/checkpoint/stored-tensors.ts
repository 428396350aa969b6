import type { Backend, Tensor } from '../backends/backend.ts';
import type { Model } from '../models/model.ts';
import type { NamedTensor } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import { toNamedTensor, valuesOf } from './named-tensor.ts';

/** A tensor of a backend under its name in a checkpoint. */
export interface StoredTensor {
  name: string;
  value: Tensor;
}

/** The parameters of a model as a checkpoint names them. */
export function storedParameters(model: Model): StoredTensor[] {
  return model.parameters.map(({ name, value }) => ({ name: `parameter/${name}`, value }));
}

/**
 * Copies tensors out of a backend, in its precision. Throws EngineError `diverged` if there is a value that is not finite: such a
 * checkpoint could neither be trained nor used, and must not take the place of a good one.
 */
export async function readTensors(backend: Backend, stored: readonly StoredTensor[]): Promise<NamedTensor[]> {
  return Promise.all(
    stored.map(async ({ name, value }) => {
      const values = await backend.read(value);
      if (values instanceof Int32Array) throw new TypeError(`${name} does not hold real numbers.`);
      if (!values.every(Number.isFinite)) {
        throw new EngineError(
          'diverged',
          `${name} is no longer finite. Go on from an earlier checkpoint with a lower learning rate.`,
          { reason: 'network' },
        );
      }
      return toNamedTensor(name, value.shape, values);
    }),
  );
}

/** Writes the tensors of a checkpoint into a backend. Throws EngineError `invalid-checkpoint` if one is missing or has another shape. */
export function writeTensors(backend: Backend, tensors: readonly NamedTensor[], stored: readonly StoredTensor[]): void {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, value } of stored) {
    const tensor = byName.get(name);
    if (tensor === undefined) {
      throw new EngineError('invalid-checkpoint', `The checkpoint does not fit this model: it has no ${name}.`);
    }
    backend.write(value, valuesOf(tensor, value.shape));
  }
}
