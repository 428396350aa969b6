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
 * Of the variants that agree with the reference on one case of every op, the fastest; null if none does. Takes some 50 ms a variant.
 * `create` makes a backend on one thread, `clock` gives milliseconds.
 */
export async function calibrate(
  variants: readonly WasmVariant[],
  create: (variant: WasmVariant) => Backend,
  clock: () => number,
): Promise<Calibration | null> {
  const expected = new Map<OpCase, Record<string, number[]>>();
  for (const opCase of oneCaseOfEveryOp()) expected.set(opCase, await runCase(opCase, createReferenceBackend()));
  let best: Calibration | null = null;
  for (const variant of variants) {
    const backend = create(variant);
    if (await agrees(backend, expected)) {
      const gigaflops = await measureProduct(backend, clock);
      if (best === null || gigaflops > best.gigaflops) best = { variant, gigaflops };
    }
    backend.dispose();
  }
  return best;
}

function oneCaseOfEveryOp(): Iterable<OpCase> {
  return new Map(opCases.map((opCase) => [opCase.ops.join(), opCase])).values();
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
