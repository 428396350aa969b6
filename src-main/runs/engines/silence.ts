const TICK_MS = 1_000;

/**
 * Measures for how long nothing has been heard. Only time in which this process itself was awake counts, a second at most for each tick:
 * after a sleep of the machine, or a pause of this process, what the other side has said meanwhile is still to be read.
 */
export class Silence {
  readonly #timer: NodeJS.Timeout;
  #silentMs = 0;

  /** Calls `onTick` every second with the milliseconds of silence so far. */
  constructor(onTick: (silentMs: number) => void) {
    this.#timer = setInterval(() => {
      this.#silentMs += TICK_MS;
      onTick(this.#silentMs);
    }, TICK_MS).unref();
  }

  /** Something was heard. */
  interrupt(): void {
    this.#silentMs = 0;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
