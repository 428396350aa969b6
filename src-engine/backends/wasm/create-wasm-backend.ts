import { cellKernels } from '../../cells/build/wasm-kernels.ts';
import { neverFails } from '../backend.ts';
import type { Backend, Tensor, TensorType } from '../backend.ts';
import { kernelOf } from '../cell-kernels.ts';
import type { CellKernels } from '../cell-kernels.ts';
import type { NativeAddon, NativeKernels, NativeKernelsName } from '../native/native-kernels.ts';
import { LEAST_VECTORS, partSize, SHORT_WORK_VECTORS } from './cut-work.ts';
import { createElementwiseOps } from './elementwise-ops.ts';
import { FrozenMatrices } from './frozen-matrices.ts';
import type { StartKernelThread } from './kernel-threads.ts';
import { bindPartKernels, bindWholeKernels } from './build/kernel-calls.ts';
import { instantiateKernels, partKernelsOf } from './kernels.ts';
import { createLinearOps } from './linear-ops.ts';
import { LinearMemory, MAXIMUM_BYTES } from './linear-memory.ts';
import { createLayerNormOps } from './layer-norm-ops.ts';
import { createLossOps } from './loss-ops.ts';
import { createOptimizerOps } from './optimizer-ops.ts';
import { createPoolingOps } from './pooling-ops.ts';
import { packedGroups } from './wasm-context.ts';
import type { Extent, WasmContext } from './wasm-context.ts';
import { addressOf, sizeOf, wasmTensor, WasmTensor } from './wasm-tensor.ts';
import {
  instructionSetOf,
  isNativeVariant,
  NATIVE_FALLBACK,
  PORTABLE_NATIVE_FALLBACK,
  supportedVariants,
} from './wasm-variant.ts';
import type { KernelVariant, WasmBinaries } from './wasm-variant.ts';
import { webAssembly, type WasmModule } from './webassembly.ts';
import { WorkBoard } from './work-board.ts';

const kernelsOfCells: CellKernels<[WasmContext]> = cellKernels;

export interface WasmBackend extends Backend {
  readonly variant: KernelVariant;
}

/** Starts the threads beside the calling one. `count` includes that one. */
export interface KernelThreads {
  count: number;
  start: StartKernelThread;
  /** Parts of fewer vectors are not shared; left out, what pays on today's machines. */
  leastVectors?: number;
}

/**
 * Float32 on WebAssembly's 128-bit SIMD, or on the processor's own with `native` kernels; the same inputs give the same bits on the same machine and variant, on however many threads.
 * `variant`: which of the binaries to run, or of the native kernels; left out, the best binary that is made for 128 bits. `isPortable`: the
 * same bits everywhere, which are those of `baseline`, with the vectors of native kernels if it is these. `threads`: left out, only the calling one.
 * `maximumBytes`: at most, and by default, 4 GiB. `beforeRead`: called before values are given to JavaScript.
 */
export function createWasmBackend(options: {
  binaries: WasmBinaries;
  native?: NativeAddon | null;
  variant?: KernelVariant;
  isPortable?: boolean;
  threads?: KernelThreads;
  maximumBytes?: number;
  beforeRead?: () => void;
}): WasmBackend {
  const { isPortable = false } = options;
  const asked = options.variant ?? (supportedVariants().includes('relaxed') ? 'relaxed' : 'baseline');
  const variant = isPortable && !isNativeVariant(asked) ? 'baseline' : asked;
  const memory = new LinearMemory(options.maximumBytes ?? MAXIMUM_BYTES);
  const { threads = null, beforeRead = null } = options;
  if (!isNativeVariant(variant)) {
    return Object.assign(assembleBackend({ binary: options.binaries[variant], memory, threads, beforeRead }), {
      variant,
    });
  }
  if (!options.native) throw new Error(`There are no kernels for ${variant}.`);
  const native = { addon: options.native, instructionSet: instructionSetOf(variant), isPortable };
  const binary = options.binaries[isPortable ? PORTABLE_NATIVE_FALLBACK : NATIVE_FALLBACK];
  return Object.assign(assembleBackend({ binary, memory, threads, native, beforeRead }), { variant });
}

/**
 * The `portable` kernels: only the calling thread, and nothing that a runtime could round in its own way or a page might not be
 * allowed to have. Computes the same bits as the variant `baseline`, and the same everywhere.
 */
export function createPortableBackend(binary: Uint8Array): Backend {
  return assembleBackend({ binary, memory: new LinearMemory(MAXIMUM_BYTES, false), threads: null });
}

/** Threads load the addon by themselves. */
const nameOf = ({ instructionSet, isPortable }: NativeKernels): NativeKernelsName => ({ instructionSet, isPortable });

/** Compiling takes longer than all else that a backend needs. */
const compiled = new WeakMap<Uint8Array, WasmModule>();

function compile(binary: Uint8Array): WasmModule {
  const module = compiled.get(binary) ?? new webAssembly.Module(binary);
  compiled.set(binary, module);
  return module;
}

function assembleBackend(parts: {
  binary: Uint8Array;
  memory: LinearMemory;
  threads: KernelThreads | null;
  native?: NativeKernels;
  beforeRead?: (() => void) | null;
}): Backend {
  const { memory, threads: sharing, native = null, beforeRead = null } = parts;
  const module = compile(parts.binary);
  const kernelExports = instantiateKernels(module, memory.memory, native);
  const inParts = partKernelsOf(kernelExports);
  const threads = sharing?.count ?? 1;
  const leastVectors = sharing?.leastVectors ?? LEAST_VECTORS;
  const board = threads > 1 ? new WorkBoard() : null;

  function compute(kernel: number, extent: Extent, args: readonly number[]): void {
    const size = partSize(extent, threads, leastVectors);
    const isShort = extent.vectors < SHORT_WORK_VECTORS;
    if (board === null || size >= extent.count || (isShort && board.isBetterDoneAlone())) {
      inParts[kernel](0, extent.count, ...args);
    } else board.compute(inParts, kernel, extent.count, size, args);
  }
  const kernels = { ...bindPartKernels(compute), ...bindWholeKernels(kernelExports) };
  kernels.useScratch({ pointer: memory.allocate(kernels.scratchBytes()) });
  for (let thread = 1; board !== null && thread < threads; thread++) {
    const scratch = memory.allocate(kernels.scratchBytes());
    sharing?.start({ module, memory: memory.memory, scratch, board: board.buffer, native: native && nameOf(native) });
  }
  const panelColumns = kernels.panelColumns();
  const frozen = new FrozenMatrices({
    memory,
    kernels,
    widths: { strips: kernels.stripColumns(), panels: panelColumns },
  });
  const context: WasmContext = {
    kernels,
    memory,
    frozen: (packing, matrix) => frozen.inPacking(packing, matrix),
    pack(kernel, matrix, depth, columns, panels) {
      kernels[kernel](packedGroups(depth, columns, panelColumns), { matrix, depth, columns, panels });
    },
    panelBytes: (depth, columns) => 4 * depth * packedGroups(depth, columns, panelColumns).count * panelColumns,
  };

  function elements(tensor: Tensor): Float32Array<ArrayBufferLike> | Int32Array<ArrayBufferLike> {
    const { address, size, type } = wasmTensor(tensor);
    const all = type === 'float' ? memory.floats : memory.integers;
    return all.subarray(address / 4, address / 4 + size);
  }

  return {
    name: 'wasm',
    floatBits: 32,
    isQueued: false,
    viewAlignment: 1,
    failure: neverFails,
    threads,
    tensor(shape: readonly number[], type: TensorType = 'float') {
      return new WasmTensor([...shape], type, memory.allocate(4 * sizeOf(shape)));
    },
    view(of, offset, shape) {
      const size = sizeOf(shape);
      if (offset < 0 || offset + size > of.size) {
        throw new RangeError(`A window of ${size} elements at ${offset} leaves a tensor of ${of.size}.`);
      }
      return new WasmTensor([...shape], of.type, addressOf(of, offset));
    },
    freeze: (tensor, precision) => frozen.add(tensor, precision),
    release(tensor) {
      frozen.release(tensor);
      memory.release(wasmTensor(tensor).address);
    },
    get allocatedBytes() {
      return memory.allocatedBytes;
    },
    write(tensor, values) {
      if (values.length !== tensor.size) {
        throw new RangeError(`Expected ${tensor.size} elements, got ${values.length}.`);
      }
      if (frozen.has(tensor)) throw new Error('A frozen tensor keeps its values.');
      elements(tensor).set(values);
    },
    async read(tensor) {
      beforeRead?.();
      return elements(tensor).slice();
    },
    dispose: () => board?.close(),
    ...createElementwiseOps(context),
    ...createLinearOps(context),
    loop: (cell, direction, args) => kernelOf(kernelsOfCells, cell, direction)(context, args),
    ...createLayerNormOps(context),
    ...createPoolingOps(context),
    ...createLossOps(context),
    ...createOptimizerOps(context),
  };
}
