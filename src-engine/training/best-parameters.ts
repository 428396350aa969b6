import type { Backend } from '../backends/backend.ts';
import { readTensors, writeTensors, type StoredTensor } from '../checkpoint/stored-tensors.ts';
import type { Checkpoint, NamedTensor } from '../spec/checkpoint-spec.ts';

/** The parameters of the epoch with the lowest validation loss, kept outside of the backend's memory. */
export interface BestParameters {
  /** `best/<parameter>`, none before the first epoch; after `restore` also `last/<parameter>`. */
  readonly tensors: readonly NamedTensor[];
  /** Keeps the parameters as they are now. */
  keep(): Promise<void>;
  /** Makes the kept ones the model's parameters; does nothing if none are kept. */
  restore(): Promise<void>;
}

export function createBestParameters(
  backend: Backend,
  parameters: readonly StoredTensor[],
  resumeFrom: Checkpoint | null,
): BestParameters {
  const stored = renamed(parameters, 'best/');
  const names = new Set(stored.map(({ name }) => name));
  let best = (resumeFrom?.tensors ?? []).filter(({ name }) => names.has(name));
  let last: NamedTensor[] = [];
  return {
    get tensors() {
      return [...best, ...last];
    },
    async keep() {
      best = await readTensors(backend, stored);
    },
    async restore() {
      if (best.length === 0) return;
      last = await readTensors(backend, renamed(parameters, 'last/'));
      writeTensors(backend, best, stored);
    },
  };
}

/** The tensors with which training goes on: parameters that made way for the best ones are the model's again. */
export function beforeRestore(tensors: readonly NamedTensor[]): readonly NamedTensor[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return tensors.map((tensor) => {
    const { name } = tensor;
    const replacement = name.startsWith('parameter/') ? byName.get(name.replace('parameter/', 'last/')) : undefined;
    return replacement === undefined ? tensor : { ...replacement, name };
  });
}

function renamed(parameters: readonly StoredTensor[], prefix: 'best/' | 'last/'): StoredTensor[] {
  return parameters.map(({ name, value }) => ({ name: name.replace(/^parameter\//, prefix), value }));
}
