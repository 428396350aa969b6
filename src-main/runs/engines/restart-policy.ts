/** Before the second and the third try. */
const delaysMs: readonly number[] = [250, 1000];
/** A process that has lived this long had started well, and its end counts as the first. */
const wellMs = 60_000;

/** When a process that ended unasked is started again: three tries, each after a longer wait. */
export class RestartPolicy {
  #failures = 0;

  /** Milliseconds to wait; null means that enough was tried. */
  afterFailure(livedMs: number): number | null {
    this.#failures = livedMs >= wellMs ? 1 : this.#failures + 1;
    return delaysMs[this.#failures - 1] ?? null;
  }

  /** A person wants it tried again. */
  reset(): void {
    this.#failures = 0;
  }
}
