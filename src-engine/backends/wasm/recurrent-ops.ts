import type { Backend, Tensor } from '../backend.ts';
import { activationCode } from './activation-code.ts';
import { gradientColumns, multiplyFewRows } from './linear-ops.ts';
import { NO_BYTES, strideOf } from './kernel-arguments.ts';
import type { Address, Bytes } from './kernel-arguments.ts';
import { FEW_ROWS, FEWEST_ROWS_TO_PACK } from './wasm-context.ts';
import type { Extent, WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

type RecurrentOp = 'rnnForward' | 'rnnBackward' | 'lstmForward' | 'lstmBackward' | 'gruForward' | 'gruBackward';

/** C = S + h₀·R, as the kernel `linearColumns` has it; c null means the workspace u. */
interface FirstProduct {
  s: Address;
  sStride: Bytes;
  c: Address | null;
}

interface Loop {
  h: Tensor;
  recurrent: Tensor;
  recurrentMask: Tensor | null;
  lengths: Tensor | null;
  reverse: boolean;
}

export function createRecurrentOps(context: WasmContext): Pick<Backend, RecurrentOp> {
  const { memory, compute, pack, panelBytes } = context;

  function extentsOf({ h, recurrent }: Loop) {
    const [blocks, batch, units] = h.shape;
    return { steps: blocks - 1, batch, units, gateUnits: recurrent.shape[1] };
  }

  /**
   * Sequences of the batch: every part goes through all of time by itself, at the cost of reading the kernel by itself. Where sequences
   * come in order of length, a part of short ones takes less time.
   */
  function sequences(loop: Loop): Extent {
    const { steps, batch, units, gateUnits } = extentsOf(loop);
    const uneven = loop.lengths !== null;
    return { count: batch, granule: 1, vectors: (steps * batch * units * gateUnits) / 4, coarse: true, uneven };
  }

  /**
   * The recurrent kernel as the time loops want it, and workspaces: the masked state (batch, units), and u (batch, gateUnits) if
   * `first.c` is null. The product of a single step is done here, because it can be cut by columns: `first` says which.
   */
  function prepareForward(loop: Loop, first: FirstProduct) {
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
    const recurrent = isStep ? [0, 0] : packed ? [panels, 0] : [kernel, 4 * gateUnits];
    return { steps, batch, units, recurrent, maskedState, u };
  }

  /** The transposed recurrent kernel in panels, and workspace for ∂L/∂(m ⊙ h), (batch, units). */
  function prepareBackward(loop: Loop) {
    const { steps, batch, units, gateUnits } = extentsOf(loop);
    const [panels, maskedGradient] = memory.workspace(
      panelBytes(gateUnits, units),
      loop.recurrentMask === null ? 0 : batch * units * 4,
    );
    pack('packPanelsTransposed', addressOf(loop.recurrent), gateUnits, units, panels);
    return { steps, batch, units, panels, maskedGradient };
  }

  /** dR += Σ over time of (m ⊙ h_{t−1})ᵀ·dGates_t as one product over (T·B); db′ on the way. */
  function addRecurrentGradient(loop: Loop, dGates: Tensor, dRecurrent: Tensor, dBias: Tensor | null): void {
    const { steps, batch, units, gateUnits } = extentsOf(loop);
    compute(
      ...(['weightGradient', gradientColumns(steps * batch, units, gateUnits)] as const),
      ...[steps * batch, units, gateUnits],
      ...[addressOf(loop.h) + (loop.reverse ? batch * units * 4 : 0), addressOf(loop.recurrentMask), batch],
      ...[addressOf(dGates), addressOf(dRecurrent), addressOf(dBias)],
    );
  }

  return {
    rnnForward(args) {
      const [, sequenceCount, width] = args.h.shape;
      const after = addressOf(args.h, args.reverse ? 0 : sequenceCount * width);
      const first = { s: addressOf(args.z), sStride: strideOf(width), c: after };
      const { steps, batch, units, recurrent, maskedState } = prepareForward(args, first);
      compute(
        ...(['rnnForward', sequences(args)] as const),
        ...[steps, batch, units, ...recurrent],
        ...[
          addressOf(args.lengths),
          addressOf(args.resets),
          Number(args.reverse),
          addressOf(args.recurrentMask),
          maskedState,
        ],
        ...[activationCode[args.activation], addressOf(args.override), addressOf(args.h), addressOf(args.z)],
      );
    },

    rnnBackward(args) {
      const { steps, batch, units, panels, maskedGradient } = prepareBackward(args);
      compute(
        ...(['rnnBackward', sequences(args)] as const),
        ...[steps, batch, units, panels],
        ...[
          addressOf(args.lengths),
          addressOf(args.resets),
          Number(args.reverse),
          addressOf(args.recurrentMask),
          maskedGradient,
        ],
        ...[activationCode[args.activation], addressOf(args.h), addressOf(args.dOut), addressOf(args.dHidden)],
        ...[addressOf(args.dZ), addressOf(args.recordDHidden)],
      );
      addRecurrentGradient(args, args.dZ, args.dRecurrent, null);
    },

    lstmForward(args) {
      const gates = addressOf(args.gates);
      const first = { s: gates, sStride: strideOf(args.recurrent.shape[1]), c: gates };
      const { steps, batch, units, recurrent, maskedState } = prepareForward(args, first);
      compute(
        ...(['lstmForward', sequences(args)] as const),
        ...[steps, batch, units, ...recurrent],
        ...[
          addressOf(args.lengths),
          addressOf(args.resets),
          Number(args.reverse),
          addressOf(args.recurrentMask),
          maskedState,
        ],
        ...[activationCode[args.activation], activationCode[args.recurrentActivation], addressOf(args.override)],
        ...[addressOf(args.h), addressOf(args.c), addressOf(args.gates), addressOf(args.cellActivation)],
      );
    },

    lstmBackward(args) {
      const { steps, batch, units, panels, maskedGradient } = prepareBackward(args);
      compute(
        ...(['lstmBackward', sequences(args)] as const),
        ...[steps, batch, units, panels],
        ...[
          addressOf(args.lengths),
          addressOf(args.resets),
          Number(args.reverse),
          addressOf(args.recurrentMask),
          maskedGradient,
        ],
        ...[activationCode[args.activation], activationCode[args.recurrentActivation]],
        ...[addressOf(args.c), addressOf(args.gates), addressOf(args.cellActivation)],
        ...[addressOf(args.dOut), addressOf(args.dHidden), addressOf(args.dCell), addressOf(args.dGates)],
        ...[addressOf(args.recordDHidden), addressOf(args.recordDCell)],
      );
      addRecurrentGradient(args, args.dGates, args.dRecurrent, null);
    },

    gruForward(args) {
      const first = { s: addressOf(args.recurrentBias), sStride: NO_BYTES, c: null };
      const { steps, batch, units, recurrent, maskedState, u } = prepareForward(args, first);
      compute(
        ...(['gruForward', sequences(args)] as const),
        ...[steps, batch, units, ...recurrent, addressOf(args.recurrentBias)],
        ...[
          addressOf(args.lengths),
          addressOf(args.resets),
          Number(args.reverse),
          addressOf(args.recurrentMask),
          maskedState,
          u,
        ],
        ...[activationCode[args.activation], activationCode[args.recurrentActivation], addressOf(args.override)],
        ...[addressOf(args.h), addressOf(args.gates), addressOf(args.recurrentCandidate)],
      );
    },

    gruBackward(args) {
      const { steps, batch, units, panels, maskedGradient } = prepareBackward(args);
      compute(
        ...(['gruBackward', sequences(args)] as const),
        ...[steps, batch, units, panels],
        ...[
          addressOf(args.lengths),
          addressOf(args.resets),
          Number(args.reverse),
          addressOf(args.recurrentMask),
          maskedGradient,
        ],
        ...[activationCode[args.activation], activationCode[args.recurrentActivation]],
        ...[addressOf(args.h), addressOf(args.gates), addressOf(args.recurrentCandidate)],
        ...[addressOf(args.dOut), addressOf(args.dHidden), addressOf(args.dGates), addressOf(args.dRecurrentGates)],
        addressOf(args.recordDHidden),
      );
      addRecurrentGradient(args, args.dRecurrentGates, args.dRecurrent, args.dRecurrentBias);
    },
  };
}
