import type { LoopKernels } from '../../../cell-kernels.ts';
import type { Loop } from '../../../../cells/slstm/loop.ts';
import { addressAfter, NO_BYTES, NOWHERE, strideOf } from '../../kernel-arguments.ts';
import { gradientColumns } from '../../linear-ops.ts';
import { FEWEST_ROWS_TO_PACK, rowsOf } from '../../wasm-context.ts';
import type { Extent, WasmContext } from '../../wasm-context.ts';
import { addressOf } from '../../wasm-tensor.ts';

type SlstmLoop = Pick<Loop['forward'], 'h' | 'recurrent' | 'lengths' | 'resets' | 'reverse'>;

export const kernels: LoopKernels<'slstm', [WasmContext]> = {
  forward(context, loop) {
    const { batch, heads, size } = extentsOf(loop);
    const isPacked = batch >= FEWEST_ROWS_TO_PACK;
    const panelBytes = context.panelBytes(size, 4 * size);
    const [panels, recurrentGates] = context.memory.workspace(
      isPacked ? heads * panelBytes : 0,
      4 * batch * heads * 4 * size,
    );
    for (let head = 0; isPacked && head < heads; head++) {
      context.pack('packPanels', kernelOf(loop, head), size, 4 * size, addressAfter(panels, head * panelBytes));
    }
    context.kernels.slstmForward(sequencesOf(loop), {
      ...shared(loop),
      recurrent: isPacked ? panels : kernelOf(loop, 0),
      recurrentStride: isPacked ? NO_BYTES : strideOf(4 * size),
      headBytes: strideOf(isPacked ? panelBytes / 4 : 4 * size * size),
      recurrentGates,
      replacements: addressOf(loop.override),
      h: addressOf(loop.h),
      c: addressOf(loop.c),
      n: addressOf(loop.n),
      m: addressOf(loop.m),
      gates: addressOf(loop.gates),
      forgetSlope: addressOf(loop.forgetSlope),
    });
  },

  backward(context, loop) {
    const { batch, heads, size } = extentsOf(loop);
    const panelBytes = context.panelBytes(4 * size, size);
    const [recurrentTransposed, dRecurrentGates] = context.memory.workspace(
      heads * panelBytes,
      4 * batch * heads * 4 * size,
    );
    for (let head = 0; head < heads; head++) {
      const panels = addressAfter(recurrentTransposed, head * panelBytes);
      context.pack('packPanelsTransposed', kernelOf(loop, head), 4 * size, size, panels);
    }
    context.kernels.slstmBackward(sequencesOf(loop), {
      ...shared(loop),
      recurrentTransposed,
      headBytes: strideOf(panelBytes / 4),
      dRecurrentGates,
      c: addressOf(loop.c),
      n: addressOf(loop.n),
      gates: addressOf(loop.gates),
      forgetSlope: addressOf(loop.forgetSlope),
      dOut: addressOf(loop.dOut),
      dHidden: addressOf(loop.dHidden),
      dCell: addressOf(loop.dCell),
      dNormaliser: addressOf(loop.dNormaliser),
      dGates: addressOf(loop.dGates),
      recordDHidden: addressOf(loop.recordDHidden),
      recordDCell: addressOf(loop.recordDCell),
      recordDNormaliser: addressOf(loop.recordDNormaliser),
    });
    for (let head = 0; head < heads; head++) addRecurrentGradient(context, loop, head);
    addBiasGradient(context, loop);
  },
};

function extentsOf({ h, recurrent }: SlstmLoop) {
  const [blocks, batch, units] = h.shape;
  const [heads, size] = recurrent.shape;
  return { steps: blocks - 1, batch, units, heads, size };
}

/** The kernel of a head. */
function kernelOf({ recurrent }: SlstmLoop, head: number) {
  const [, size, columns] = recurrent.shape;
  return addressOf(recurrent, head * size * columns);
}

function shared(loop: SlstmLoop) {
  const { steps, batch, units, heads } = extentsOf(loop);
  const { lengths, resets, reverse } = loop;
  return { steps, batch, units, heads, lengths: addressOf(lengths), resets: addressOf(resets), reverse };
}

function sequencesOf(loop: SlstmLoop): Extent {
  const { steps, batch, units, size } = extentsOf(loop);
  const vectors = steps * batch * units * size;
  return { count: batch, granule: 1, vectors, coarse: true, uneven: loop.lengths !== null };
}

/** dR of a head += Σ over time of h_{t−1}ᵀ·da_t, once its columns of both are side by side. */
function addRecurrentGradient({ kernels, memory }: WasmContext, loop: Loop['backward'], head: number): void {
  const { steps, batch, units, size } = extentsOf(loop);
  const rows = steps * batch;
  const [states, gradients] = memory.workspace(4 * rows * size, 4 * rows * 4 * size);
  const columns = { columns: size, accumulate: false };
  kernels.copyColumns(rowsOf(rows, size), {
    ...columns,
    from: addressOf(loop.h, (loop.reverse ? batch * units : 0) + head * size),
    fromStride: strideOf(units),
    to: states,
    toStride: strideOf(size),
  });
  for (let gate = 0; gate < 4; gate++) {
    kernels.copyColumns(rowsOf(rows, size), {
      ...columns,
      from: addressOf(loop.dGates, gate * units + head * size),
      fromStride: strideOf(4 * units),
      to: addressAfter(gradients, 4 * gate * size),
      toStride: strideOf(4 * size),
    });
  }
  kernels.weightGradient(gradientColumns(rows, size, 4 * size), {
    rows,
    inputs: size,
    outputs: 4 * size,
    x: states,
    mask: NOWHERE,
    batch: 1,
    d: gradients,
    dK: addressOf(loop.dRecurrent, head * size * 4 * size),
    db: NOWHERE,
  });
}

function addBiasGradient({ kernels }: WasmContext, loop: Loop['backward']): void {
  const { steps, batch, units } = extentsOf(loop);
  const rows = steps * batch;
  const initial = loop.reverse ? rows * units : 0;
  kernels.slstmBiasGradient(
    { count: units, granule: 16, vectors: rows * units, coarse: true },
    {
      ...{ rows, batch, units },
      dGates: addressOf(loop.dGates),
      c: addressOf(loop.c, initial),
      n: addressOf(loop.n, initial),
      dCell: addressOf(loop.dCell),
      dNormaliser: addressOf(loop.dNormaliser),
      dBias: addressOf(loop.dBias),
    },
  );
}
