import { MOST_ARGUMENTS, partKernels } from './build/kernel-calls.ts';
import type { PartKernel } from './kernels.ts';

/** Each on a cache line of its own. Indices into int32. */
const UNCLAIMED = 0; // parts of the present work that nobody has taken
const FINISHED = 16; // parts that are done
const SLEEPERS = 32; // threads that wait for work without spinning
const OWNER_SLEEPS = 48; // 1: whoever finishes a part wakes the owner
const CLOSED = 64; // 1: there will be no more work
const FAILED = 80; // 1: a kernel trapped
/** The posted work as float64: kernel, count, part size, number of arguments, arguments. */
const WORK_BYTES = 512;
const HEADER = 4;
const BOARD_BYTES = WORK_BYTES + 8 * (HEADER + MOST_ARGUMENTS);

/**
 * The number of looks that a thread takes before it sleeps: some 250 µs. Waking up takes 50 µs, and on virtual machines several times as long;
 * spinning much longer would heat an idle machine.
 */
const SPINS = 100_000;
/** The number of short works that the owner does alone after one that another thread held up, at first and at most. */
const FEWEST_ALONE = 8;
const MOST_ALONE = 512;

/**
 * The thread that owns a backend posts kernel calls here, cut into parts, and all threads, the owner too, take parts until none is
 * left. Who is late, asleep or not yet started finds nothing left to do, and nobody waits for it. Parts never depend on each other,
 * and their results not on who computes them.
 */
export class WorkBoard {
  readonly buffer: SharedArrayBuffer;
  readonly #state: Int32Array;
  readonly #work: Float64Array;
  #alone = 0;
  #aloneNextTime = FEWEST_ALONE;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(BOARD_BYTES)) {
    this.buffer = buffer;
    this.#state = new Int32Array(buffer, 0, WORK_BYTES / 4);
    this.#work = new Float64Array(buffer, WORK_BYTES);
  }

  /** For the owner: computes elements 0 … count with the help of whoever is there. Throws if a kernel trapped. */
  compute(
    kernels: readonly PartKernel[],
    kernel: number,
    count: number,
    partSize: number,
    args: readonly number[],
  ): void {
    const parts = Math.ceil(count / partSize);
    const state = this.#state;
    this.#work.set([kernel, count, partSize, args.length, ...args]);
    Atomics.store(state, FINISHED, 0);
    Atomics.store(state, UNCLAIMED, parts);
    if (Atomics.load(state, SLEEPERS) > 0) Atomics.notify(state, UNCLAIMED, parts - 1);
    while (this.takePart(kernels));
    this.#awaitFinished(parts);
    if (Atomics.load(state, FAILED) === 1) throw new Error(`A thread of the engine failed in ${partKernels[kernel]}.`);
  }

  /**
   * For the owner, before short work: whether to do it alone. So it is for a while, and for longer each time, after other processes
   * kept a thread from its part and the owner waiting for longer than the work would have taken. Results do not depend on it.
   */
  isBetterDoneAlone(): boolean {
    if (this.#alone === 0) return false;
    this.#alone--;
    return true;
  }

  /** Computes one part; false means that there is none left. */
  takePart(kernels: readonly PartKernel[]): boolean {
    const state = this.#state;
    let unclaimed = Atomics.load(state, UNCLAIMED);
    while (unclaimed > 0) {
      const seen = Atomics.compareExchange(state, UNCLAIMED, unclaimed, unclaimed - 1);
      if (seen === unclaimed) {
        this.#computePart(kernels, unclaimed - 1);
        return true;
      }
      unclaimed = seen;
    }
    return false;
  }

  /** For the others: returns when there may be work, or there will be none any more, which is what `false` says. */
  awaitWork(): boolean {
    const state = this.#state;
    for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(state, UNCLAIMED) > 0) return true;
    Atomics.add(state, SLEEPERS, 1);
    if (Atomics.load(state, CLOSED) === 0) Atomics.wait(state, UNCLAIMED, 0);
    Atomics.sub(state, SLEEPERS, 1);
    return Atomics.load(state, CLOSED) === 0;
  }

  /** Ends all threads that take part. */
  close(): void {
    Atomics.store(this.#state, CLOSED, 1);
    Atomics.store(this.#state, UNCLAIMED, -1); // wakes also who is about to sleep
    Atomics.notify(this.#state, UNCLAIMED);
  }

  #computePart(kernels: readonly PartKernel[], part: number): void {
    const state = this.#state;
    const work = this.#work;
    const [kernel, count, partSize, length] = [work[0], work[1], work[2], work[3]];
    const begin = part * partSize;
    // Typed arrays are spread by an iterator, which takes longer than short work.
    const args: number[] = [];
    for (let n = 0; n < length; n++) args.push(work[HEADER + n]);
    try {
      kernels[kernel](begin, Math.min(count, begin + partSize), ...args);
    } catch {
      Atomics.store(state, FAILED, 1);
    }
    Atomics.add(state, FINISHED, 1);
    if (Atomics.load(state, OWNER_SLEEPS) === 1) Atomics.notify(state, FINISHED);
  }

  #awaitFinished(parts: number): void {
    const state = this.#state;
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(state, FINISHED) === parts) {
        this.#aloneNextTime = Math.max(FEWEST_ALONE, this.#aloneNextTime - 1);
        return;
      }
    }
    this.#alone = this.#aloneNextTime;
    this.#aloneNextTime = Math.min(MOST_ALONE, 2 * this.#aloneNextTime);
    Atomics.store(state, OWNER_SLEEPS, 1);
    for (;;) {
      const finished = Atomics.load(state, FINISHED);
      if (finished === parts) break;
      Atomics.wait(state, FINISHED, finished);
    }
    Atomics.store(state, OWNER_SLEEPS, 0);
  }
}
