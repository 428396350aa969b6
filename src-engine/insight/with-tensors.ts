import type { Backend, Tensor } from '../backends/backend.ts';

/** Runs `work`, which may allocate as it likes, and gives all of its tensors back. */
export async function withTensors<T>(backend: Backend, work: (tensor: Backend['tensor']) => Promise<T>): Promise<T> {
  const owned: Tensor[] = [];
  try {
    return await work((shape, type) => {
      const created = backend.tensor(shape, type);
      owned.push(created);
      return created;
    });
  } finally {
    for (const each of owned) backend.release(each);
  }
}
