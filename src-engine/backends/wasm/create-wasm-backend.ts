import type { Backend, Tensor, TensorType } from '../backend.ts';
import { createElementwiseOps } from './elementwise-ops.ts';
import { instantiateKernels } from './kernels.ts';
import { createLinearOps } from './linear-ops.ts';
import { LinearMemory, MAXIMUM_BYTES } from './linear-memory.ts';
import { createLossOps } from './loss-ops.ts';
import { createOptimizerOps } from './optimizer-ops.ts';
import { createRecurrentOps } from './recurrent-ops.ts';
import type { WasmContext } from './wasm-context.ts';
import { sizeOf, wasmTensor, WasmTensor } from './wasm-tensor.ts';
import { supportedVariant } from './wasm-variant.ts';
import type { WasmBinaries, WasmVariant } from './wasm-variant.ts';
import { webAssembly } from './webassembly.ts';

export interface WasmBackend extends Backend {
  readonly variant: WasmVariant;
}

/**
 * Float32 on WebAssembly's 128-bit SIMD; the same inputs give the same bits on the same machine and variant.
 * `variant`: which of the binaries to run; left out, the best that this runtime can. `maximumBytes`: at most, and by default, 4 GiB.
 */
export function createWasmBackend(options: {
  binaries: WasmBinaries;
  variant?: WasmVariant;
  maximumBytes?: number;
}): WasmBackend {
  const variant = options.variant ?? supportedVariant();
  const memory = new LinearMemory(options.maximumBytes ?? MAXIMUM_BYTES);
  const kernels = instantiateKernels(new webAssembly.Module(options.binaries[variant]), memory.memory);
  kernels.useScratch(memory.allocate(kernels.scratchBytes()));
  const panelColumns = kernels.panelColumns();
  const context: WasmContext = {
    kernels,
    memory,
    panelBytes: (depth, columns) => 4 * depth * Math.ceil(columns / panelColumns) * panelColumns,
  };

  function elements(tensor: Tensor): Float32Array | Int32Array {
    const { address, size, type } = wasmTensor(tensor);
    const all = type === 'float' ? memory.floats : memory.integers;
    return all.subarray(address / 4, address / 4 + size);
  }

  return {
    name: 'wasm',
    floatBits: 32,
    variant,
    tensor(shape: readonly number[], type: TensorType = 'float') {
      return new WasmTensor([...shape], type, memory.allocate(4 * sizeOf(shape)));
    },
    view(of, offset, shape) {
      const size = sizeOf(shape);
      if (offset < 0 || offset + size > of.size) {
        throw new RangeError(`A window of ${size} elements at ${offset} leaves a tensor of ${of.size}.`);
      }
      return new WasmTensor([...shape], of.type, wasmTensor(of).address + 4 * offset);
    },
    release: (tensor) => memory.release(wasmTensor(tensor).address),
    get allocatedBytes() {
      return memory.allocatedBytes;
    },
    write(tensor, values) {
      if (values.length !== tensor.size) {
        throw new RangeError(`Expected ${tensor.size} elements, got ${values.length}.`);
      }
      elements(tensor).set(values);
    },
    read: async (tensor) => elements(tensor).slice(),
    ...createElementwiseOps(context),
    ...createLinearOps(context),
    ...createRecurrentOps(context),
    ...createLossOps(context),
    ...createOptimizerOps(context),
  };
}
