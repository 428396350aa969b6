import { readFile } from 'node:fs/promises';
import { PORTABLE_NATIVE_FALLBACK, wasmVariants } from '../../src-engine/backends/wasm/wasm-variant.ts';
import type { WasmBinaries } from '../../src-engine/backends/wasm/wasm-variant.ts';

/** Reads the kernel modules that installing compiled. Throws, with what to do, when they are missing. */
export async function loadWasmBinaries(): Promise<WasmBinaries> {
  const names: readonly (keyof WasmBinaries)[] = [...wasmVariants, PORTABLE_NATIVE_FALLBACK];
  const binaries = await Promise.all(names.map(async (name) => [name, await readBinary(name)] as const));
  return Object.fromEntries(binaries) as WasmBinaries;
}

/** The module for `createPortableBackend`. Throws as `loadWasmBinaries` does. */
export const loadPortableBinary = (): Promise<Uint8Array> => readBinary('portable');

async function readBinary(variant: keyof WasmBinaries | 'portable'): Promise<Uint8Array> {
  // They lie where installing has compiled them when run from sources, and beside this file when built.
  const folder = import.meta.url.endsWith('.ts') ? '../../src-engine/backends/wasm/build' : './wasm';
  const file = new URL(`${folder}/${variant}.wasm`, import.meta.url);
  try {
    return await readFile(file);
  } catch (error) {
    throw new Error(`The compiled kernels are missing (${variant}.wasm). Run npm install.`, { cause: error });
  }
}
