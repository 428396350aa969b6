import type { Interruptible } from '../spec/interruptible.ts';

/** The way in which work shares its process with others. */
export interface Pacing extends Interruptible {
  /** Milliseconds, for pacing alone. */
  clock(): number;
}

/** Hands on the output that was made since the last time. */
export interface PendingOutput {
  isEmpty(): boolean;
  flush(): void;
}

/** The length of a time slice. Pending output is flushed at its end; only the first output is flushed at once. */
const SLICE_MS = 40;

/** Returns a function to be awaited between two pieces of work, which yields to the event loop only when the time slice is over. */
export function createTimeSlices(
  { clock, yieldToEventLoop }: Omit<Pacing, 'signal'>,
  output: PendingOutput,
): () => Promise<void> {
  let sliceStart = clock();
  let isFirstSlice = true;
  return async () => {
    if (clock() - sliceStart < SLICE_MS && (!isFirstSlice || output.isEmpty())) return;
    isFirstSlice &&= output.isEmpty();
    if (!output.isEmpty()) output.flush();
    await yieldToEventLoop();
    sliceStart = clock();
  };
}
