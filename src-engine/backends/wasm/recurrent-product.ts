import type { LoopSteps, RecurrentProduct } from '../time-loop.ts';
import type { Tensor } from '../tensor.ts';
import { NO_BYTES, NOWHERE, strideOf } from './kernel-arguments.ts';
import type { Address, Bytes } from './kernel-arguments.ts';
import { gradientColumns, multiplyFewRows } from './linear-ops.ts';
import { FEW_ROWS, FEWEST_ROWS_TO_PACK } from './wasm-context.ts';
import type { Extent, WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

/** The parts that the loops of all cells with a whole recurrent kernel share. */

type Loop = LoopSteps & RecurrentProduct;

/** C = S + h₀·R, as the kernel `linearColumns` has it; c null means the workspace u. */
interface FirstProduct {
  s: Address;
  sStride: Bytes;
  c: Address | null;
}

function extentsOf({ h, recurrent }: Loop) {
  const [blocks, batch, units] = h.shape;
  return { steps: blocks - 1, batch, units, gateUnits: recurrent.shape[1] };
}

/**
 * Cuts the work by the sequences of the batch: every part goes through all of time by itself, at the cost of reading
 * the kernel by itself. When sequences come in order of length, a part of short ones takes less time.
 */
export function sequencesOf(loop: Loop): Extent {
  const { steps, batch, units, gateUnits } = extentsOf(loop);
  const uneven = loop.lengths !== null;
  return { count: batch, granule: 1, vectors: (steps * batch * units * gateUnits) / 4, coarse: true, uneven };
}

/** The arguments that the kernels of all these loops take, forward and backward. */
function shared(loop: Loop) {
  const { steps, batch, units } = extentsOf(loop);
  return {
    steps,
    batch,
    units,
    lengths: addressOf(loop.lengths),
    resets: addressOf(loop.resets),
    reverse: loop.reverse,
    mask: addressOf(loop.recurrentMask),
    h: addressOf(loop.h),
  };
}

/**
 * Returns the recurrent kernel as the time loops want it, and workspaces: the masked state (batch, units), and u
 * (batch, gateUnits) if `first.c` is null. The product of a single step is done here, because it can be cut by columns:
 * `first` says which product that is.
 */
export function prepareForward(context: WasmContext, loop: Loop, first: FirstProduct) {
  const { memory, pack, panelBytes } = context;
  const { steps, batch, units, gateUnits } = extentsOf(loop);
  const isStep = steps === 1 && batch <= FEW_ROWS && loop.recurrentMask === null;
  const packed = !isStep && batch >= FEWEST_ROWS_TO_PACK;
  const [panels, maskedState, u] = memory.workspace(
    packed ? panelBytes(units, gateUnits) : 0,
    loop.recurrentMask === null ? 0 : batch * units * 4,
    first.c === null ? batch * gateUnits * 4 : 0,
  );
  const kernel = addressOf(loop.recurrent);
  if (packed) pack('packPanels', kernel, units, gateUnits, panels);
  if (isStep) {
    const state = addressOf(loop.h, loop.reverse ? batch * units : 0);
    multiplyFewRows(context, { rows: batch, a: state, b: loop.recurrent, ...first, c: first.c ?? u });
  }
  const recurrent = isStep ? NOWHERE : packed ? panels : kernel;
  const recurrentStride = isStep || packed ? NO_BYTES : strideOf(gateUnits);
  return { args: { ...shared(loop), recurrent, recurrentStride, maskedState }, u };
}

/** Returns the transposed recurrent kernel in panels, and workspace for ∂L/∂(m ⊙ h), (batch, units). */
export function prepareBackward({ memory, pack, panelBytes }: WasmContext, loop: Loop) {
  const { batch, units, gateUnits } = extentsOf(loop);
  const [recurrentTransposed, maskedGradient] = memory.workspace(
    panelBytes(gateUnits, units),
    loop.recurrentMask === null ? 0 : batch * units * 4,
  );
  pack('packPanelsTransposed', addressOf(loop.recurrent), gateUnits, units, recurrentTransposed);
  return { ...shared(loop), recurrentTransposed, maskedGradient };
}

/** dR += Σ over time of (m ⊙ h_{t−1})ᵀ·dGates_t as one product over (T·B); db′ on the way. */
export function addRecurrentGradient(
  { kernels }: WasmContext,
  loop: Loop & { dRecurrent: Tensor },
  dGates: Tensor,
  dBias: Tensor | null = null,
): void {
  const { steps, batch, units, gateUnits } = extentsOf(loop);
  const rows = steps * batch;
  kernels.weightGradient(gradientColumns(rows, units, gateUnits), {
    rows,
    inputs: units,
    outputs: gateUnits,
    x: addressOf(loop.h, loop.reverse ? batch * units : 0),
    mask: addressOf(loop.recurrentMask),
    batch,
    d: addressOf(dGates),
    dK: addressOf(loop.dRecurrent),
    db: addressOf(dBias),
  });
}
