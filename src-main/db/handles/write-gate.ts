/** The longest wait of the writer thread before it looks again: a turn that is never given back must not stop it for good. */
const longestWaitMs = 1000;

/**
 * Lets the small writes of the API thread pass between the pieces of large ones. SQLite's own lock is not fair: a connection that finds
 * it taken sleeps and asks again, and would find it taken by the next piece.
 */
export class WriteGate {
  readonly memory: SharedArrayBuffer;
  readonly #waiting: Int32Array;

  /** `memory`: that of a gate on another thread; a new one if left out. */
  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#waiting = new Int32Array(memory);
  }

  /** Runs a small write, during which the writer thread begins no piece. */
  pass<T>(write: () => T): T {
    Atomics.add(this.#waiting, 0, 1);
    try {
      return write();
    } finally {
      if (Atomics.sub(this.#waiting, 0, 1) === 1) Atomics.notify(this.#waiting, 0);
    }
  }

  /** Blocks the calling thread, which is the writer, while a small write waits. */
  giveWay(): void {
    const waiting = Atomics.load(this.#waiting, 0);
    if (waiting > 0) Atomics.wait(this.#waiting, 0, waiting, longestWaitMs);
  }
}
