import type { NativeAddon, NativeKernelsName } from '../native/native-kernels.ts';
import { instantiateKernels, partKernelsOf } from './kernels.ts';
import { bindWholeKernels } from './build/kernel-calls.ts';
import type { Address } from './kernel-arguments.ts';
import type { WasmMemory, WasmModule } from './webassembly.ts';
import { WorkBoard } from './work-board.ts';

/** All that a thread needs; can be sent to one as it is. */
export interface KernelThreadTask {
  module: WasmModule;
  memory: WasmMemory;
  /** The thread's own scratch memory. */
  scratch: Address;
  board: SharedArrayBuffer;
  /** The native kernels that take part; null means that there are none. */
  native: NativeKernelsName | null;
}

/**
 * Starts a thread that calls `runKernelThread` with the task and then ends. How threads are made is the host's business. It may take
 * its time, or never start at all: work is done without it.
 */
export type StartKernelThread = (task: KernelThreadTask) => void;

/**
 * Takes part in a backend's work until the backend is disposed of. Blocks its thread. `loadAddon` gives the native kernels to those
 * backends that compute with them.
 */
export function runKernelThread(task: KernelThreadTask, loadAddon: () => NativeAddon): void {
  const { module, memory, scratch, board, native } = task;
  const kernelExports = instantiateKernels(module, memory, native && { ...native, addon: loadAddon() });
  bindWholeKernels(kernelExports).useScratch({ pointer: scratch });
  const kernels = partKernelsOf(kernelExports);
  const work = new WorkBoard(board);
  do while (work.takePart(kernels));
  while (work.awaitWork());
}
