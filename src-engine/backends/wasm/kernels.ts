import { withNativeKernels } from '../native/native-kernels.ts';
import type { NativeKernels } from '../native/native-kernels.ts';
import { partKernels } from './build/kernel-calls.ts';
import type { KernelExports } from './kernel-exports.ts';
import { webAssembly } from './webassembly.ts';
import type { WasmMemory, WasmModule } from './webassembly.ts';

export type { KernelExports };

/** A kernel whose first two arguments, begin and end, bound what one call computes: parts do not depend on each other. */
export type PartKernel = (begin: number, end: number, ...numbers: number[]) => number;

/** `native` kernels, if there are any, take the place of the module's. */
export function instantiateKernels(
  module: WasmModule,
  memory: WasmMemory,
  native: NativeKernels | null,
): KernelExports {
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  const kernels = exports as KernelExports;
  return native === null ? kernels : withNativeKernels(kernels, native, memory.buffer);
}

/** Returns the kernels that compute a part at a time, by number. */
export function partKernelsOf(kernels: KernelExports): readonly PartKernel[] {
  return partKernels.map((name) => kernels[name]);
}
