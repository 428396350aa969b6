import { calibrate, recalibrate } from '../../src-engine/backends/wasm/calibrate.ts';
import type { Calibration } from '../../src-engine/backends/wasm/calibrate.ts';
import { createPortableBackend, createWasmBackend } from '../../src-engine/backends/wasm/create-wasm-backend.ts';
import { instructionSetOf, isNativeVariant, supportedVariants } from '../../src-engine/backends/wasm/wasm-variant.ts';
import type { KernelVariant, WasmBinaries } from '../../src-engine/backends/wasm/wasm-variant.ts';
import { openCalibrationCache } from './calibration-cache.ts';
import { openNativeKernels, type UsableNativeKernels } from './native/native-kernels.ts';
import type { BackendOpener } from './opened-backend.ts';
import { physicalCores } from './physical-cores.ts';
import { clearUpperHalves, enableRevectorizer } from './revectorizer.ts';
import { startKernelThread } from './start-kernel-thread.ts';
import { loadPortableBinary, loadWasmBinaries } from './wasm-files.ts';

/** All builds of the kernels that may be executed here. */
interface Builds {
  readonly binaries: WasmBinaries;
  readonly native: UsableNativeKernels;
}

export const wasmOpener: BackendOpener = {
  /** Rejects when the kernels are missing, compute wrongly, or cannot be run by this runtime. */
  async open(wanted) {
    enableRevectorizer();
    const builds: Builds = { binaries: await loadWasmBinaries(), native: openNativeKernels() };
    const { variant, gigaflops } = await fastestVariant(builds, wanted);
    const cores = physicalCores();
    const create = (variant: KernelVariant, threads: number | null) =>
      createWasmBackend({
        binaries: builds.binaries,
        native: builds.native.addon,
        variant,
        threads: { count: threads ?? cores, start: startKernelThread },
        beforeRead: clearUpperHalves,
      });
    return {
      threads: cores,
      variant,
      gigaflops,
      nativeKernels: describeNative(builds.native),
      create: (threads) => create(variant, threads),
      createPortable: (threads) => create('baseline', threads),
    };
  },

  /** Returns each variant alone and on two threads, and the portable build. */
  async everyBuild() {
    enableRevectorizer();
    const [binaries, portable] = await Promise.all([loadWasmBinaries(), loadPortableBinary()]);
    const { addon, variants } = openNativeKernels();
    const builds = [...variants, ...supportedVariants()].flatMap((variant) =>
      [1, 2].map((count) => ({
        name: `wasm ${variant}, ${count === 1 ? '1 thread' : `${count} threads`}`,
        variant,
        // Even the smallest work is shared.
        create: () =>
          createWasmBackend({
            binaries,
            native: addon,
            variant,
            threads: { count, start: startKernelThread, leastVectors: 1 },
          }),
      })),
    );
    return [
      ...builds,
      { name: 'wasm portable, 1 thread', variant: 'portable', create: () => createPortableBackend(portable) },
    ];
  },
};

/** The widest instruction set, or none and why. */
function describeNative({ variants, problem }: UsableNativeKernels): string {
  return variants.length > 0 ? instructionSetOf(variants[0]) : `none (${problem})`;
}

/**
 * Returns the fastest variant that computes rightly, or the wanted one if it does: `native` stands for the widest instruction set of
 * the processor that there are kernels for.
 */
async function fastestVariant({ binaries, native }: Builds, wanted: string | null): Promise<Calibration> {
  const create = (variant: KernelVariant) =>
    createWasmBackend({ binaries, native: native.addon, variant, beforeRead: clearUpperHalves });
  const cache = openCalibrationCache([...Object.values(binaries), native.bytes]);
  const clock = () => performance.now();
  const cached = wanted === null ? await cache.read() : null;
  const known = cached && (await guarded([cached.variant], native, () => recalibrate(cached, create, clock)));
  if (known !== null) {
    if (known !== cached) await cache.write(known);
    return known;
  }
  const variants = variantsFor(native, wanted);
  const calibration = await guarded(variants, native, () => calibrate(variants, create, clock));
  if (calibration === null) throw new Error('The kernels do not compute what they should with this version of Node.');
  if (wanted === null) await cache.write(calibration);
  return calibration;
}

/** Throws when there is no wanted variant here. */
function variantsFor(native: UsableNativeKernels, wanted: string | null): readonly KernelVariant[] {
  const present: readonly KernelVariant[] = [...native.variants, ...supportedVariants()];
  if (wanted === null) return present;
  const variants = wanted === 'native' ? native.variants.slice(0, 1) : present.filter((variant) => variant === wanted);
  if (variants.length > 0) return variants;
  const detail =
    wanted.startsWith('native') && native.problem !== null ? ` Native kernels: none (${native.problem}).` : '';
  throw new Error(`There is no variant ${wanted} here, but ${present.join(', ')}.${detail}`);
}

/** Native kernels are executed with care. */
function guarded<T>(
  variants: readonly KernelVariant[],
  native: UsableNativeKernels,
  run: () => Promise<T>,
): Promise<T> {
  return variants.some(isNativeVariant) ? native.guard(run) : run();
}
