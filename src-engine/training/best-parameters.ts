import type { Backend } from '../backends/backend.ts';
import { readTensors, writeTensors, type StoredTensor } from '../checkpoint/stored-tensors.ts';
import type { Checkpoint, NamedTensor } from '../spec/checkpoint-spec.ts';

/** The parameters of the epoch with the lowest validation loss, kept outside of the backend's memory; `best/<parameter>`. */
export interface BestParameters {
  /** Empty before the first epoch. */
  readonly tensors: readonly NamedTensor[];
  /** Keeps the parameters as they are now. */
  keep(): Promise<void>;
  /** Makes the kept ones the model's parameters; does nothing if none are kept. */
  restore(): void;
}

export function createBestParameters(
  backend: Backend,
  parameters: readonly StoredTensor[],
  resumeFrom: Checkpoint | null,
): BestParameters {
  const stored = parameters.map(({ name, value }) => ({ name: name.replace(/^parameter\//, 'best/'), value }));
  const names = new Set(stored.map(({ name }) => name));
  let tensors = (resumeFrom?.tensors ?? []).filter(({ name }) => names.has(name));
  return {
    get tensors() {
      return tensors;
    },
    async keep() {
      tensors = await readTensors(backend, stored);
    },
    restore() {
      if (tensors.length > 0) writeTensors(backend, tensors, stored);
    },
  };
}
