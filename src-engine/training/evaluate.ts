import type { Backend, Tensor } from '../backends/backend.ts';
import type { BatchSource } from './batch-source.ts';
import type { Evaluation } from '../spec/engine-protocol.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { PassSet } from './pass-set.ts';

/**
 * Runs the whole source without dropout, states carried where the source does so. Yields before every batch; null where it was
 * aborted. Sums in float64, whatever the backend computes in.
 */
export async function evaluate(
  backend: Backend,
  source: BatchSource,
  passes: PassSet,
  metrics: Tensor,
  { signal, yieldToEventLoop }: Interruptible,
): Promise<Evaluation | null> {
  let lossSum = 0;
  let weightSum = 0;
  let correct = 0;
  let targets = 0;
  for (let n = 0; n < source.count; n++) {
    await yieldToEventLoop();
    if (signal.aborted) return null;
    const batch = source.batch(0, n);
    const pass = passes.load(n, batch);
    backend.fill(metrics, 0);
    pass.forward({ seed: 0, step: 0 });
    pass.evaluate(metrics);
    pass.carryState();
    const [loss, weight, hits] = await backend.read(metrics);
    lossSum += loss;
    weightSum += weight;
    correct += hits;
    targets += batch.targets instanceof Int32Array ? batch.targets.filter((target) => target >= 0).length : 0;
  }
  return { loss: mean(lossSum, weightSum), accuracy: targets === 0 ? null : correct / targets };
}

/** 0 where everything is masked or has a weight of 0. */
export function mean(sum: number, weight: number): number {
  return weight === 0 ? 0 : sum / weight;
}
