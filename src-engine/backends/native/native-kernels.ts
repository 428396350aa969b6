import type { KernelExports } from '../wasm/kernel-exports.ts';

/**
 * Kernels compiled for the processor itself, which compute in place on the memory of WebAssembly modules; see sources/. How they are
 * loaded is the host's business.
 */
export interface NativeAddon {
  /** The instruction sets of this processor that there are kernels for, the widest first. */
  readonly instructionSets: readonly string[];
  /**
   * Returns functions by the names and with the arguments of a module's exports, for the memory of those bytes: the fastest ones, or
   * the portable ones, which give the bits of the module `baseline`. Throws when the runtime does not give native code the address of
   * such a memory, or the processor lacks the instruction set.
   */
  bind(instructionSet: string, memory: Uint8Array, isPortable: boolean): KernelExports;
}

/** The name of kernels within an addon. */
export interface NativeKernelsName {
  readonly instructionSet: string;
  readonly isPortable: boolean;
}

/** The kernels of one instruction set. */
export interface NativeKernels extends NativeKernelsName {
  readonly addon: NativeAddon;
}

/** Returns the kernels of a module with native ones in the place of those that there are. */
export function withNativeKernels(
  module: KernelExports,
  { addon, instructionSet, isPortable }: NativeKernels,
  memory: ArrayBufferLike,
): KernelExports {
  const native = addon.bind(instructionSet, new Uint8Array(memory), isPortable);
  const nativeScratch = native.scratchBytes();
  return {
    ...module,
    ...native,
    scratchBytes: () => nativeScratch + module.scratchBytes(),
    useScratch(pointer) {
      native.useScratch(pointer);
      return module.useScratch(pointer + nativeScratch);
    },
  };
}
