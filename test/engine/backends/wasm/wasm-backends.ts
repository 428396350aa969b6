import { createWasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import type { WasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { wasmVariants } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import type { WasmVariant } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import { enableRevectorizer } from '../../../../src-main/engine-process/revectorizer.ts';
import { startKernelThread } from '../../../../src-main/engine-process/start-kernel-thread.ts';
import { loadWasmBinaries } from '../../../../src-main/engine-process/wasm-files.ts';

enableRevectorizer();
export const binaries = await loadWasmBinaries();

/** `threads` that share even the smallest work. */
export function wasmBackend(variant: WasmVariant, threads: number): WasmBackend {
  const shared = { count: threads, start: startKernelThread, leastVectors: 1 };
  return createWasmBackend({ binaries, variant, threads: shared });
}

/** Every variant of the kernels on one thread and on two. */
export const wasmBackends = wasmVariants.flatMap((variant) =>
  [1, 2].map((threads): [string, () => WasmBackend] => [
    `wasm ${variant}, threads ${threads}`,
    () => wasmBackend(variant, threads),
  ]),
);
