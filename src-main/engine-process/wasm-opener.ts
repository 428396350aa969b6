import { calibrate, giveSameBits, recalibrate } from '../../src-engine/backends/wasm/calibrate.ts';
import type { KernelChoice } from '../../src-engine/backends/wasm/calibrate.ts';
import { createPortableBackend, createWasmBackend } from '../../src-engine/backends/wasm/create-wasm-backend.ts';
import {
  chosenByNameAlone,
  instructionSetOf,
  isNativeVariant,
  supportedVariants,
} from '../../src-engine/backends/wasm/wasm-variant.ts';
import type { KernelVariant, WasmBinaries } from '../../src-engine/backends/wasm/wasm-variant.ts';
import type { VariantChoice } from '../../src-engine/spec/backends.ts';
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
    const { variant, portableVariant, gigaflops } = await chooseVariant(builds, wanted);
    const cores = physicalCores();
    const create = (options: { variant: KernelVariant; isPortable: boolean; threads: number | null }) =>
      createWasmBackend({
        binaries: builds.binaries,
        native: builds.native.addon,
        variant: options.variant,
        isPortable: options.isPortable,
        threads: { count: options.threads ?? cores, start: startKernelThread },
        beforeRead: clearUpperHalves,
      });
    return {
      threads: cores,
      variant,
      variants: variantsHere(builds.native),
      gigaflops,
      nativeKernels: describeNative(builds.native),
      create: (threads) => create({ variant, isPortable: false, threads }),
      createPortable: (threads) => create({ variant: portableVariant, isPortable: true, threads }),
    };
  },

  /** Returns each variant alone and on two threads, and the portable builds. */
  async everyBuild() {
    enableRevectorizer();
    const [binaries, portable] = await Promise.all([loadWasmBinaries(), loadPortableBinary()]);
    const { addon, variants } = openNativeKernels();
    const buildsOf = (variant: KernelVariant, isPortable: boolean) =>
      [1, 2].map((count) => ({
        name: `wasm ${isPortable ? 'portable ' : ''}${variant}, ${count === 1 ? '1 thread' : `${count} threads`}`,
        variant,
        // Even the smallest work is shared.
        create: () =>
          createWasmBackend({
            binaries,
            native: addon,
            variant,
            isPortable,
            threads: { count, start: startKernelThread, leastVectors: 1 },
          }),
      }));
    return [
      ...[...variants, ...supportedVariants()].flatMap((variant) => buildsOf(variant, false)),
      ...variants.flatMap((variant) => buildsOf(variant, true)),
      { name: 'wasm portable, 1 thread', variant: 'portable', create: () => createPortableBackend(portable) },
    ];
  },
};

/** The widest instruction set, or none and why. */
function describeNative({ variants, problem }: UsableNativeKernels): string {
  return variants.length > 0 ? instructionSetOf(variants[0]) : `none (${problem})`;
}

/**
 * Returns the fastest variant that computes rightly, or the wanted one if it does, and what stands for it where bits are to be the same
 * everywhere. `native` is the widest instruction set of the processor that there are kernels for.
 */
async function chooseVariant({ binaries, native }: Builds, wanted: string | null): Promise<KernelChoice> {
  const backendOf = (variant: KernelVariant, isPortable: boolean) =>
    createWasmBackend({ binaries, native: native.addon, variant, isPortable, beforeRead: clearUpperHalves });
  const create = (variant: KernelVariant) => backendOf(variant, false);
  const cache = openCalibrationCache([...Object.values(binaries), native.bytes]);
  const clock = () => performance.now();
  const cached = wanted === null ? await cache.read() : null;
  const known = cached && (await guarded([cached.variant], native, () => recalibrate(cached, create, clock)));
  if (known !== null) {
    if (known !== cached) await cache.write(known);
    return known;
  }
  const variants = variantsFor(native, wanted);
  const choice = await guarded(variants, native, async () => {
    const calibration = await calibrate(variants, create, clock);
    if (calibration === null) return null;
    const { variant } = calibration;
    const isPortable = await giveSameBits(backendOf(variant, true), create('baseline'));
    return { ...calibration, portableVariant: isPortable ? variant : ('baseline' as const) };
  });
  if (choice === null) throw new Error('The kernels do not compute what they should with this version of Node.');
  if (wanted === null) await cache.write(choice);
  return choice;
}

/** All that can be asked for by name on this machine. */
function variantsHere(native: UsableNativeKernels): readonly VariantChoice[] {
  return [...(native.variants.length > 0 ? (['native'] as const) : []), ...present(native)];
}

const present = (native: UsableNativeKernels): readonly KernelVariant[] => [...native.variants, ...supportedVariants()];

/** Throws when there is no wanted variant here. */
function variantsFor(native: UsableNativeKernels, wanted: string | null): readonly KernelVariant[] {
  if (wanted === null) return present(native).filter((variant) => !chosenByNameAlone.includes(variant));
  const variants =
    wanted === 'native' ? native.variants.slice(0, 1) : present(native).filter((variant) => variant === wanted);
  if (variants.length > 0) return variants;
  const detail =
    wanted.startsWith('native') && native.problem !== null ? ` Native kernels: none (${native.problem}).` : '';
  throw new Error(`There is no variant ${wanted} here, but ${variantsHere(native).join(', ')}.${detail}`);
}

/** Native kernels are executed with care. */
function guarded<T>(
  variants: readonly KernelVariant[],
  native: UsableNativeKernels,
  run: () => Promise<T>,
): Promise<T> {
  return variants.some(isNativeVariant) ? native.guard(run) : run();
}
