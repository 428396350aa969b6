import type { Interruptible } from '../spec/interruptible.ts';

/** The exception that ends a computation which nobody wants any more. */
class Cancelled extends Error {}

/** The numbers in a piece, which are some milliseconds of work; between two pieces others have their turn. */
const PIECE = 65_536;

/**
 * Runs work over the numbers 0 … count − 1, piece by piece. If it is aborted, it ends the computation around it, see
 * `orNull`.
 */
export async function runInPieces(
  count: number,
  run: (from: number, to: number) => void,
  { signal, yieldToEventLoop }: Interruptible,
  piece = PIECE,
): Promise<void> {
  for (let from = 0; from < count; from += piece) {
    await yieldToEventLoop();
    if (signal.aborted) throw new Cancelled('The computation was cancelled.');
    run(from, Math.min(count, from + piece));
  }
}

/** Resolves with null if `runInPieces` was aborted in the computation. */
export async function orNull<T>(computation: Promise<T>): Promise<T | null> {
  try {
    return await computation;
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  }
}
