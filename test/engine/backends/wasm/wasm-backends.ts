import { createWasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import type { WasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { supportedNativeVariants, wasmVariants } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import type { KernelVariant } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import { findNativeAddon } from '../../../../src-main/engine-process/native/native-addon.ts';
import { enableRevectorizer } from '../../../../src-main/engine-process/revectorizer.ts';
import { startKernelThread } from '../../../../src-main/engine-process/start-kernel-thread.ts';
import { loadWasmBinaries } from '../../../../src-main/engine-process/wasm-files.ts';

enableRevectorizer();
export const binaries = await loadWasmBinaries();
const { addon: native } = findNativeAddon();

/** The native kernels of this machine, the widest first; none where there was no compiler. */
export const nativeVariantsHere = supportedNativeVariants(native);

/** The variants that are tested: all of them by `npm run test:variants`, else the widest one and those of 128 bits. */
export const testedVariants: readonly KernelVariant[] =
  process.env['KIOKU_TEST_VARIANTS'] === 'all'
    ? [...nativeVariantsHere, ...wasmVariants]
    : [nativeVariantsHere[0] ?? 'revectorized', 'relaxed', 'baseline'];

/** `threads` that share even the smallest work. */
export function wasmBackend(variant: KernelVariant, threads: number, isPortable = false): WasmBackend {
  const shared = { count: threads, start: startKernelThread, leastVectors: 1 };
  return createWasmBackend({ binaries, native, variant, isPortable, threads: shared });
}

/** Every tested variant of the kernels on one thread and on two. */
export const wasmBackends = testedVariants.flatMap((variant) =>
  [1, 2].map((threads): [string, () => WasmBackend] => [
    `wasm ${variant}, threads ${threads}`,
    () => wasmBackend(variant, threads),
  ]),
);
