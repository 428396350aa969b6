import { opCases, relativeError, runCase } from '../op-cases.ts';
import type { OpCase } from '../op-cases.ts';
import { createReferenceBackend } from '../reference/reference-backend.ts';
import type { Backend } from '../backend.ts';
import type { WasmVariant } from './wasm-variant.ts';

export interface Calibration {
  variant: WasmVariant;
  /** Of one thread, in a product of everyday size that its caches hold. */
  gigaflops: number;
}

/** Rows, depth and columns of the product that is timed: 34 million operations, a millisecond at most. */
const ROWS = 128;
const DEPTH = 256;
const COLUMNS = 512;
const RUNS = 8;

/**
 * The fastest variant, provided that it agrees with the reference on one case of every op; else the next fastest; null if none does.
 * Takes some 200 ms. `create` makes a backend on one thread, `clock` gives milliseconds.
 */
export async function calibrate(
  variants: readonly WasmVariant[],
  create: (variant: WasmVariant) => Backend,
  clock: () => number,
): Promise<Calibration | null> {
  const candidates = [];
  for (const variant of variants) {
    const backend = create(variant);
    candidates.push({ variant, backend, gigaflops: await measureProduct(backend, clock) });
  }
  candidates.sort((a, b) => b.gigaflops - a.gigaflops);
  const expected = new Map<OpCase, Record<string, number[]>>();
  for (const opCase of telltaleCases()) expected.set(opCase, await runCase(opCase, createReferenceBackend()));
  for (const { variant, backend, gigaflops } of candidates) {
    if (await agrees(backend, expected)) return { variant, gigaflops };
  }
  return null;
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

async function agrees(backend: Backend, expected: ReadonlyMap<OpCase, Record<string, number[]>>): Promise<boolean> {
  for (const [opCase, outputs] of expected) {
    const actual = await runCase(opCase, backend, 'window').catch(() => null);
    // Float32 rounding of one result is 6e-8; a sum of K terms wanders by about √K of it, and every op makes a few such steps.
    const tolerance = 2e-6 * Math.sqrt(opCase.terms);
    if (actual === null) return false;
    if (opCase.outputs.some((name) => !(relativeError(actual[name], outputs[name]) <= tolerance))) return false;
  }
  return true;
}

/** 10⁹ operations a second, at its best moment: what else the machine does is none of the variant's doing. */
async function measureProduct(backend: Backend, clock: () => number): Promise<number> {
  const x = backend.tensor([ROWS, DEPTH]);
  const kernel = backend.tensor([DEPTH, COLUMNS]);
  const out = backend.tensor([ROWS, COLUMNS]);
  let shortest = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const start = clock();
    backend.linearForward({ x, kernel, bias: null, out });
    await backend.read(backend.view(out, 0, [1]));
    shortest = Math.min(shortest, clock() - start);
  }
  [x, kernel, out].forEach((tensor) => backend.release(tensor));
  return (2 * ROWS * DEPTH * COLUMNS) / shortest / 1e6;
}
