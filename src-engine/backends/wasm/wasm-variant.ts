import { registeredBackends } from '../../spec/backends.ts';
import type { NativeAddon } from '../native/native-kernels.ts';
import { webAssembly } from './webassembly.ts';

export type KernelVariant = (typeof registeredBackends)[0]['variants'][number];

/** Kernels compiled for an instruction set of the processor, by its name: they take the place of those of NATIVE_FALLBACK. */
export type NativeVariant = Extract<KernelVariant, `native-${string}`>;

/**
 * relaxed: multiply-adds rounded once. baseline: what every runtime with 128-bit SIMD has. revectorized: relaxed with a larger tile, for
 * runtimes that join pairs of vectors into 256 bits; slow elsewhere.
 */
export type WasmVariant = Exclude<KernelVariant, NativeVariant>;

const nativeVariants = registeredBackends[0].variants.filter(isNativeVariant);
export const wasmVariants = registeredBackends[0].variants.filter((variant) => !isNativeVariant(variant));

/**
 * The modules on which native kernels stand, the fastest ones and the portable ones: with panels as wide as theirs, so that each of the
 * kernels can be missing by itself.
 */
export const NATIVE_FALLBACK = 'revectorized';
export const PORTABLE_NATIVE_FALLBACK = 'baseline-wide';

/** Accelerate has not been measured yet on any machine, so that nothing but its name chooses it. */
export const chosenByNameAlone: readonly KernelVariant[] = ['native-accelerate'];

/** The machine that each variant needs, in a few words for the command line. */
export const variantNeeds: Readonly<Record<KernelVariant, string>> = {
  'native-avx512': 'an x86-64 processor with AVX-512',
  'native-avx2': 'an x86-64 processor with AVX2 and FMA',
  'native-neon': 'an Arm processor of 64 bits',
  'native-accelerate': 'macOS',
  revectorized: 'the relaxed SIMD of WebAssembly',
  relaxed: 'the relaxed SIMD of WebAssembly',
  baseline: 'the SIMD of WebAssembly',
};

export function isNativeVariant(variant: KernelVariant): variant is NativeVariant {
  return variant.startsWith('native-');
}

export const instructionSetOf = (variant: NativeVariant): string => variant.slice('native-'.length);

/** The compiled kernel modules; see build.mjs. */
export type WasmBinaries = Record<WasmVariant | typeof PORTABLE_NATIVE_FALLBACK, Uint8Array>;

/** A module of one function that returns f32x4.relaxed_madd of three zero vectors. */
const RELAXED_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type: () → v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x13, 0x01, 0x11, 0x00], // its code, no locals
  ...[0x41, 0x00, 0xfd, 0x11], // i32.const 0, i32x4.splat
  ...[0x41, 0x00, 0xfd, 0x11],
  ...[0x41, 0x00, 0xfd, 0x11],
  ...[0xfd, 0x85, 0x02, 0x0b], // f32x4.relaxed_madd, end
);

/** The modules that this runtime can compile; which is the fastest, and right, is for `calibrate` to say. */
export function supportedVariants(): readonly WasmVariant[] {
  return webAssembly.validate(RELAXED_PROBE) ? wasmVariants : ['baseline'];
}

/** The native kernels that this processor can execute, on top of a module that this runtime can compile. */
export function supportedNativeVariants(addon: NativeAddon | null): readonly NativeVariant[] {
  if (addon === null || !supportedVariants().includes(NATIVE_FALLBACK)) return [];
  return nativeVariants.filter((variant) => addon.instructionSets.includes(instructionSetOf(variant)));
}
