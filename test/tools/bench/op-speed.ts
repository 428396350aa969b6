import type { Backend, Tensor } from '../../../src-engine/backends/backend.ts';
import type { OpCase } from '../../../src-engine/backends/op-cases/op-case.ts';
import { median } from './statistics.ts';

const MEASURED_MS = 30;
const BATCHES = 5;

/** Microseconds that one call (or forward and backward pair) of an op case takes on a backend. */
export async function measureOp(opCase: OpCase, backend: Backend): Promise<number> {
  const tensors: Record<string, Tensor> = {};
  for (const [name, { shape, type, values }] of Object.entries(opCase.tensors())) {
    tensors[name] = backend.tensor(shape, type);
    backend.write(tensors[name], values);
  }
  const [output] = Object.values(tensors);
  const time = async (calls: number): Promise<number> => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) {
      opCase.forward(backend, tensors);
      opCase.backward?.(backend, tensors);
    }
    await backend.read(output);
    return performance.now() - start;
  };
  let calls = 1;
  while ((await time(calls)) < MEASURED_MS / BATCHES) calls *= 2;
  const durations: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) durations.push(await time(calls));
  Object.values(tensors).forEach((tensor) => backend.release(tensor));
  return (median(durations) / calls) * 1000;
}
