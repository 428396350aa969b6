import type { NativeAddon } from '../../../src-engine/backends/native/native-kernels.ts';
import { supportedNativeVariants, type NativeVariant } from '../../../src-engine/backends/wasm/wasm-variant.ts';
import { findNativeAddon } from './native-addon.ts';
import { openNativeTrial } from './native-trial.ts';

/** The native kernels that this process may execute. */
export interface UsableNativeKernels {
  /** `null` means that there are none, and `problem` says why. */
  readonly addon: NativeAddon | null;
  readonly problem: string | null;
  readonly variants: readonly NativeVariant[];
  /** All that decides how they compute. */
  readonly bytes: Uint8Array;
  /** Comes around whatever executes them for the first time; see NativeTrial. */
  guard<T>(run: () => Promise<T>): Promise<T>;
}

/** Finds the native kernels, unless they crashed before. */
export function openNativeKernels(): UsableNativeKernels {
  const found = findNativeAddon();
  if (found.addon === null) return none(found.problem);
  const { problem, guard } = openNativeTrial(found.bytes);
  if (problem !== null) return none(problem);
  const variants = supportedNativeVariants(found.addon);
  if (variants.length === 0) return none('this runtime cannot compile the module that they stand on');
  return { addon: found.addon, problem: null, variants, bytes: found.bytes, guard };
}

const none = (problem: string): UsableNativeKernels => ({
  addon: null,
  problem,
  variants: [],
  bytes: new Uint8Array(),
  guard: (run) => run(),
});
