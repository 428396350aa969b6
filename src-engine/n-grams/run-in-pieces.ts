import type { Interruptible } from '../spec/interruptible.ts';

/** Thrown out of a computation that nobody wants any more. */
class Cancelled extends Error {}

/** Numbers in a piece: some milliseconds of work, between which others have their turn. */
const PIECE = 65_536;

/** Runs work over the numbers 0 … count − 1, piece by piece. Leaves the computation around it, see `orNull`, where it was aborted. */
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

/** Resolves with null where `runInPieces` was aborted in the computation. */
export async function orNull<T>(computation: Promise<T>): Promise<T | null> {
  try {
    return await computation;
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  }
}
