import type { Tensor } from '../backends/tensor.ts';
import type { StateExtent, StateFacts } from '../cells/cell-facts.ts';
import type { RecurrentLayerSpec } from '../cells/index.ts';
import type { PassPlan } from './layer.ts';
import { planWindow } from './window.ts';

/** A state at all times: T+1 blocks of one shape, the initial state first; in reverse, the initial state last. */
export interface StateBlocks {
  /** The state's name: `h`. */
  name: string;
  /** (T+1, B, …). */
  blocks: Tensor;
  /** (B, …). */
  initial: Tensor;
  /** (B, …): after the last step; in reverse, after the step at t = 0. */
  final: Tensor;
  /** (T·B, …): block t is the state after the step at time t. */
  sequence: Tensor;
  /** Brings the initial state to its block, where it is not there already. */
  beforeLoop(): void;
  /** Brings the states that the loop has left to `final` and `sequence`, where these are no windows of the blocks. */
  afterLoop(): void;
}

export function planStateBlocks(
  plan: PassPlan,
  { name, shape }: StateFacts,
  spec: RecurrentLayerSpec,
  reverse: boolean,
): StateBlocks {
  const { backend, steps, batch } = plan;
  const [rows, ...rest] = stateShape(shape, spec, batch);
  const size = rows * rest.reduce((product, extent) => product * extent, 1);
  const blocks = plan.tensor([steps + 1, rows, ...rest]);
  const window = (offset: number, extent: number) =>
    planWindow(backend, blocks, { offset, shape: [extent, ...rest], allocate: plan.tensor });
  const first = window(0, rows);
  const last = window(steps * size, rows);
  const [initial, final] = reverse ? [last, first] : [first, last];
  const sequence = window(reverse ? 0 : size, steps * rows);
  return {
    name,
    blocks,
    initial: initial.tensor,
    final: final.tensor,
    sequence: sequence.tensor,
    beforeLoop: () => initial.store(),
    afterLoop() {
      final.load();
      sequence.load();
    },
  };
}

/** The extents of a state for a batch. */
export function stateShape(shape: readonly StateExtent[], spec: RecurrentLayerSpec, batch: number): number[] {
  const heads = 'heads' in spec && typeof spec.heads === 'number' ? spec.heads : 1;
  const extents: Record<StateExtent, number> = { batch, units: spec.units, heads, 'head units': spec.units / heads };
  return shape.map((extent) => extents[extent]);
}
