/** The facts about a backend that do not depend on the machine. The host's table of backends says how one is opened. */
interface BackendFacts {
  name: string;
  /** A few words for the command line. */
  summary: string;
  /** The element type of its tensors. */
  floatBits: 32 | 64;
  /** The builds of its kernels. The fastest one is not the same on every machine. */
  variants: readonly string[];
  /** The most bytes that its tensors can have together; null means as many as the machine has. */
  addressableBytes: number | null;
}

/** All backends, the fastest first. `auto` is the first of them that works on a machine. */
export const registeredBackends = [
  {
    name: 'wasm',
    summary: 'WebAssembly on all cores, in float32',
    floatBits: 32,
    // native: compiled for an instruction set of the processor, or with Apple's products of matrices. revectorized: pairs of vectors joined into 256 bits. relaxed:
    // multiply-adds rounded once. baseline: any 128-bit SIMD.
    variants: [
      'native-avx512',
      'native-avx2',
      'native-neon',
      'native-accelerate',
      'revectorized',
      'relaxed',
      'baseline',
    ],
    addressableBytes: 2 ** 32,
  },
  {
    name: 'reference',
    summary: 'exact and slow, in float64',
    floatBits: 64,
    variants: [],
    addressableBytes: null,
  },
] as const satisfies readonly BackendFacts[];

export type BackendName = (typeof registeredBackends)[number]['name'];
export type BackendChoice = 'auto' | BackendName;

export const backendNames: readonly BackendName[] = registeredBackends.map(({ name }) => name);
export const backendChoices: readonly BackendChoice[] = ['auto', ...backendNames];

/** The builds of kernels that can be asked for by name: `native` is the best of those that are compiled for the processor. */
export const variantChoices = ['native', ...registeredBackends[0].variants] as const;
export type VariantChoice = (typeof variantChoices)[number];

/** A line about each backend. */
export const backendSummaries = registeredBackends.map(({ name, summary }) => `${name} (${summary})`).join(', ');

/** Returns the facts of a backend, or, for `auto`, of the fastest. */
export function backendFacts(choice: BackendChoice): (typeof registeredBackends)[number] {
  return registeredBackends.find(({ name }) => name === choice) ?? registeredBackends[0];
}
