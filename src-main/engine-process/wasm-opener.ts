import { calibrate, recalibrate } from '../../src-engine/backends/wasm/calibrate.ts';
import type { Calibration } from '../../src-engine/backends/wasm/calibrate.ts';
import { createPortableBackend, createWasmBackend } from '../../src-engine/backends/wasm/create-wasm-backend.ts';
import { supportedVariants } from '../../src-engine/backends/wasm/wasm-variant.ts';
import type { WasmBinaries, WasmVariant } from '../../src-engine/backends/wasm/wasm-variant.ts';
import { openCalibrationCache } from './calibration-cache.ts';
import type { BackendOpener } from './opened-backend.ts';
import { physicalCores } from './physical-cores.ts';
import { enableRevectorizer } from './revectorizer.ts';
import { startKernelThread } from './start-kernel-thread.ts';
import { loadPortableBinary, loadWasmBinaries } from './wasm-files.ts';

export const wasmOpener: BackendOpener = {
  /** Rejects when the kernels are missing, compute wrongly, or cannot be run by this runtime. */
  async open(wanted) {
    enableRevectorizer();
    const binaries = await loadWasmBinaries();
    const { variant, gigaflops } = await fastestVariant(binaries, wanted);
    const cores = physicalCores();
    const create = (variant: WasmVariant, threads: number | null) =>
      createWasmBackend({ binaries, variant, threads: { count: threads ?? cores, start: startKernelThread } });
    return {
      threads: cores,
      variant,
      gigaflops,
      create: (threads) => create(variant, threads),
      createPortable: (threads) => create('baseline', threads),
    };
  },

  /** Returns each variant alone and on two threads, and the portable build. */
  async everyBuild() {
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
  },
};

/** Returns the fastest variant that computes rightly, or the wanted one if it does. */
async function fastestVariant(binaries: WasmBinaries, wanted: string | null): Promise<Calibration> {
  const create = (variant: WasmVariant) => createWasmBackend({ binaries, variant });
  const cache = openCalibrationCache(binaries);
  const clock = () => performance.now();
  const cached = wanted === null ? await cache.read() : null;
  const known = cached && (await recalibrate(cached, create, clock));
  if (known !== null) {
    if (known !== cached) await cache.write(known);
    return known;
  }
  const variants = supportedVariants().filter((variant) => wanted === null || variant === wanted);
  const calibration = await calibrate(variants, create, clock);
  if (calibration === null) throw new Error('The kernels do not compute what they should with this version of Node.');
  if (wanted === null) await cache.write(calibration);
  return calibration;
}
