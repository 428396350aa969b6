import type { Tensor } from '../backends/backend.ts';
import type { PassPlan } from './layer.ts';

/** A state at all times: T+1 blocks of (B, H), the initial state first; in reverse, the initial state last. */
export interface StateBlocks {
  blocks: Tensor;
  /** (B, H). */
  initial: Tensor;
  /** (B, H): after the last step; in reverse, after the step at t = 0. */
  final: Tensor;
  /** (T·B, H): block t is the state after the step at time t. */
  sequence: Tensor;
}

export function planStateBlocks(plan: PassPlan, units: number, reverse: boolean): StateBlocks {
  const { backend, steps, batch } = plan;
  const blocks = plan.tensor([steps + 1, batch, units]);
  const first = backend.view(blocks, 0, [batch, units]);
  const last = backend.view(blocks, steps * batch * units, [batch, units]);
  return {
    blocks,
    initial: reverse ? last : first,
    final: reverse ? first : last,
    sequence: backend.view(blocks, reverse ? 0 : batch * units, [steps * batch, units]),
  };
}
