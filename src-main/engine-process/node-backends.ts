import type { Backend } from '../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../src-engine/backends/wasm/create-wasm-backend.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import type { EngineInfo } from '../../src-engine/spec/engine-protocol.ts';
import type { BackendChoice } from '../../src-engine/spec/train-spec.ts';
import { loadWasmBinaries } from './wasm-files.ts';

/** The backends that work on this machine. */
export interface EngineBackends {
  readonly info: EngineInfo;
  /** A backend with a memory of its own, which goes when nobody refers to it. `auto` is the fastest there is. */
  create(choice: BackendChoice): Backend;
}

/** Never rejects: the reference backend needs nothing. */
export async function openNodeBackends(): Promise<EngineBackends> {
  const wasm = await tryWasm();
  return {
    info: { backends: wasm instanceof Error ? ['auto', 'reference'] : ['auto', 'reference', 'wasm'], threads: 1 },
    create(choice) {
      if (choice === 'reference') return createReferenceBackend();
      if (!(wasm instanceof Error)) return wasm();
      if (choice === 'auto') return createReferenceBackend();
      throw new EngineError('internal', `The wasm backend does not work here: ${wasm.message}`);
    },
  };
}

/** One of each backend that works on this machine. */
export async function nodeBackends(): Promise<Backend[]> {
  const { info, create } = await openNodeBackends();
  return info.backends.filter((choice) => choice !== 'auto').map(create);
}

/** Makes wasm backends; an Error where the kernels are missing or this runtime cannot run them. */
async function tryWasm(): Promise<(() => Backend) | Error> {
  try {
    const binaries = await loadWasmBinaries();
    createWasmBackend({ binaries });
    return () => createWasmBackend({ binaries });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
