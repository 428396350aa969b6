import type { Backend } from '../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../src-engine/backends/reference/reference-backend.ts';
import { calibrate, recalibrate } from '../../src-engine/backends/wasm/calibrate.ts';
import type { Calibration } from '../../src-engine/backends/wasm/calibrate.ts';
import { createPortableBackend, createWasmBackend } from '../../src-engine/backends/wasm/create-wasm-backend.ts';
import { supportedVariants } from '../../src-engine/backends/wasm/wasm-variant.ts';
import type { WasmBinaries, WasmVariant } from '../../src-engine/backends/wasm/wasm-variant.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import type { EngineInfo } from '../../src-engine/spec/engine-protocol.ts';
import type { BackendChoice } from '../../src-engine/spec/train-spec.ts';
import { openCalibrationCache } from './calibration-cache.ts';
import { physicalCores } from './physical-cores.ts';
import { enableRevectorizer } from './revectorizer.ts';
import { startKernelThread } from './start-kernel-thread.ts';
import { loadPortableBinary, loadWasmBinaries } from './wasm-files.ts';

/** The backends that work on this machine. */
export interface EngineBackends {
  readonly info: EngineInfo;
  /** Why wasm does not work here; null means that it does. */
  readonly wasmProblem: string | null;
  /**
   * A backend with a memory of its own. `auto` is the fastest there is. `threads` of it compute, this one included: one if left out,
   * null for as many as this machine has cores. Those beside this one end when the backend is disposed of.
   */
  create(choice: BackendChoice, threads?: number | null): Backend;
  /**
   * Does the same as `create`, but wasm then computes the same bits on every machine and in an exported page, so that a seed writes the same text
   * everywhere. Slower at products of many rows, which writing has only where many texts are written at once.
   */
  createPortable(choice: BackendChoice, threads?: number | null): Backend;
}

interface Wasm extends Calibration {
  binaries: WasmBinaries;
}

/**
 * Never rejects: the reference backend needs nothing. `variant`: to be used instead of the fastest one, if it works and computes
 * rightly.
 */
export async function openNodeBackends(variant: WasmVariant | null = null): Promise<EngineBackends> {
  const cores = physicalCores();
  const wasm = await openWasm(variant).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  const works = !(wasm instanceof Error);
  return {
    info: {
      backends: works ? ['auto', 'reference', 'wasm'] : ['auto', 'reference'],
      threads: works ? cores : 1,
      variant: works ? wasm.variant : null,
      gigaflops: works ? wasm.gigaflops : null,
    },
    wasmProblem: works ? null : wasm.message,
    create: (choice, threads = 1) => createBackend(choice, threads, ({ variant }) => variant),
    createPortable: (choice, threads = 1) => createBackend(choice, threads, () => 'baseline'),
  };

  function createBackend(
    choice: BackendChoice,
    threads: number | null,
    variantOf: (wasm: Wasm) => WasmVariant,
  ): Backend {
    if (choice === 'reference') return createReferenceBackend();
    if (!(wasm instanceof Error)) {
      const { binaries } = wasm;
      const sharing = { count: threads ?? cores, start: startKernelThread };
      return createWasmBackend({ binaries, variant: variantOf(wasm), threads: sharing });
    }
    if (choice === 'auto') return createReferenceBackend();
    throw new EngineError('internal', `The wasm backend does not work here: ${wasm.message}`, {
      reason: 'engine',
      detail: wasm.message,
    });
  }
}

/** Every build of the kernels that this runtime can compile, alone and on two threads. Throws where the kernels are missing. */
export async function everyWasmBackend(): Promise<{ name: string; create: () => Backend }[]> {
  enableRevectorizer();
  const [binaries, portable] = await Promise.all([loadWasmBinaries(), loadPortableBinary()]);
  const builds = supportedVariants().flatMap((variant) =>
    [1, 2].map((count) => ({
      name: `wasm ${variant}, ${count === 1 ? '1 thread' : `${count} threads`}`,
      // Even the smallest work is shared.
      create: () =>
        createWasmBackend({ binaries, variant, threads: { count, start: startKernelThread, leastVectors: 1 } }),
    })),
  );
  return [...builds, { name: 'wasm portable, 1 thread', create: () => createPortableBackend(portable) }];
}

/** Throws where the kernels are missing or this runtime cannot run them. */
async function openWasm(wanted: WasmVariant | null): Promise<Wasm> {
  enableRevectorizer();
  const binaries = await loadWasmBinaries();
  const create = (variant: WasmVariant) => createWasmBackend({ binaries, variant });
  const cache = openCalibrationCache(binaries);
  const clock = () => performance.now();
  const cached = wanted === null ? await cache.read() : null;
  const known = cached && (await recalibrate(cached, create, clock));
  if (known !== null) {
    if (known !== cached) await cache.write(known);
    return { ...known, binaries };
  }
  const variants = supportedVariants().filter((variant) => wanted === null || variant === wanted);
  const calibration = await calibrate(variants, create, clock);
  if (calibration === null) throw new Error('The kernels do not compute what they should with this version of Node.');
  if (wanted === null) await cache.write(calibration);
  return { ...calibration, binaries };
}
