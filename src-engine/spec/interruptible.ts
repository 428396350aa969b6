/**
 * The part of the platform's AbortSignal that the engine reads. The whole is declared by the DOM and by Node, neither of which the
 * engine's code may know.
 */
export interface AbortSignal {
  readonly aborted: boolean;
}

/** The means by which a long computation shares its thread, and learns that nobody wants its result any more. */
export interface Interruptible {
  /** Read after each `yieldToEventLoop`. */
  signal: AbortSignal;
  /** Lets everything else in the thread run; awaited between any two pieces of work. */
  yieldToEventLoop(): Promise<void>;
}
