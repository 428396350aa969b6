import { crc32 } from '../../checkpoint/crc32.ts';
import { opCases, relativeError, runCase } from '../op-cases.ts';
import type { OpCase } from '../op-cases.ts';
import { createReferenceBackend } from '../reference/reference-backend.ts';
import type { Backend } from '../backend.ts';
import type { KernelVariant } from './wasm-variant.ts';

export interface Calibration {
  variant: KernelVariant;
  /** The speed of one thread, in a product of everyday size that its caches hold. */
  gigaflops: number;
  /** CRC-32 of all that it computed when it was found to agree with the reference. */
  resultDigest: number;
}

/** The builds to compute with from now on. */
export interface KernelChoice extends Calibration {
  /** The one whose portable kernels are used: `variant`, unless they failed to give the bits of `baseline`. */
  portableVariant: KernelVariant;
}

/** Rows, depth and columns of the product that is timed: 34 million operations, a millisecond at most. */
const ROWS = 256;
const DEPTH = 512;
const COLUMNS = 128;
const RUNS = 32;

/**
 * The fastest variant, provided that it agrees with the reference on one case of every op; else the next fastest; null if none does.
 * Takes some 300 ms, mostly for the reference. `create` makes a backend on one thread, `clock` gives milliseconds.
 */
export async function calibrate(
  variants: readonly KernelVariant[],
  create: (variant: KernelVariant) => Backend,
  clock: () => number,
): Promise<Calibration | null> {
  const backends = variants.map(create);
  const gigaflops = await measureProduct(backends, clock);
  const candidates = variants.map((variant, n) => ({ variant, backend: backends[n], gigaflops: gigaflops[n] }));
  candidates.sort((a, b) => b.gigaflops - a.gigaflops);
  const expected = new Map<OpCase, Record<string, number[]>>();
  for (const opCase of telltaleCases()) expected.set(opCase, await runCase(opCase, createReferenceBackend()));
  for (const { variant, backend, gigaflops } of candidates) {
    const results = await resultsOf(backend);
    if (results !== null && agree(results, expected)) return { variant, gigaflops, resultDigest: digestOf(results) };
  }
  return null;
}

/**
 * The calibration, if the variant still computes to the bit what it did then, and null otherwise. Speed may be told higher than before:
 * a machine that was busy at the time was measured too low. Takes some 60 ms.
 */
export async function recalibrate<Known extends Calibration>(
  calibration: Known,
  create: (variant: KernelVariant) => Backend,
  clock: () => number,
): Promise<Known | null> {
  const backend = create(calibration.variant);
  const results = await resultsOf(backend);
  if (results === null || digestOf(results) !== calibration.resultDigest) return null;
  const [gigaflops] = await measureProduct([backend], clock);
  return gigaflops > calibration.gigaflops ? { ...calibration, gigaflops } : calibration;
}

/** Resolves with true where both give the same bits in one case of every op. Takes some 50 ms. */
export async function giveSameBits(a: Backend, b: Backend): Promise<boolean> {
  const results = [await resultsOf(a), await resultsOf(b)];
  const [first, second] = results.map((each) => each && digestOf(each));
  return first !== null && first === second;
}

/** One of every op, or pair of ops: that with the longest sums, which fills tiles and leaves parts of them over. */
function telltaleCases(): Iterable<OpCase> {
  const cases = new Map<string, OpCase>();
  for (const opCase of opCases) {
    const known = cases.get(opCase.ops.join());
    if (known === undefined || opCase.terms >= known.terms) cases.set(opCase.ops.join(), opCase);
  }
  return cases.values();
}

type Results = ReadonlyMap<OpCase, Record<string, number[]>>;

/** `null` means that it failed, or wrote where it should not. */
async function resultsOf(backend: Backend): Promise<Results | null> {
  const results = new Map<OpCase, Record<string, number[]>>();
  try {
    for (const opCase of telltaleCases()) results.set(opCase, await runCase(opCase, backend, 'window'));
    return results;
  } catch {
    return null;
  }
}

function agree(actual: Results, expected: Results): boolean {
  for (const [opCase, outputs] of expected) {
    // Float32 rounding of one result is 6e-8; a sum of K terms wanders by about √K of it, and every op makes a few such steps.
    const tolerance = 2e-6 * Math.sqrt(opCase.terms);
    const own = actual.get(opCase) ?? {};
    if (opCase.outputs.some((name) => !(relativeError(own[name], outputs[name]) <= tolerance))) return false;
  }
  return true;
}

function digestOf(results: Results): number {
  const values = [...results].flatMap(([{ outputs }, result]) => outputs.flatMap((name) => result[name]));
  return crc32(new Uint8Array(Float32Array.from(values).buffer));
}

/** 10⁹ operations a second, each at its best moment, and in turn: what else the machine does is none of the variants' doing. */
async function measureProduct(backends: readonly Backend[], clock: () => number): Promise<number[]> {
  const products = backends.map((backend) => ({ ...cachedProduct(backend), shortest: Infinity }));
  for (let run = 0; run < RUNS; run++) {
    for (const product of products) {
      const start = clock();
      await product.multiply();
      product.shortest = Math.min(product.shortest, clock() - start);
    }
  }
  return products.map(({ operations, release, shortest }) => {
    release();
    return operations / shortest / 1e6;
  });
}

/** Returns the product that the speed of a machine is told by. */
export function cachedProduct(backend: Backend) {
  const x = backend.tensor([ROWS, DEPTH]);
  const kernel = backend.tensor([DEPTH, COLUMNS]);
  const out = backend.tensor([ROWS, COLUMNS]);
  // Memory that was never written may be one and the same page of zeros everywhere, which is read at another speed.
  for (const tensor of [x, kernel]) backend.fill(tensor, 1);
  return {
    operations: 2 * ROWS * DEPTH * COLUMNS,
    async multiply(): Promise<void> {
      backend.linearForward({ x, kernel, bias: null, out });
      await backend.read(backend.view(out, 0, [1]));
    },
    release: () => [x, kernel, out].forEach((tensor) => backend.release(tensor)),
  };
}
