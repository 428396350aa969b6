import { Waker } from '../../runs/feed/waker.ts';

/** A value that others follow: each gets what it is now, then every newer one that it is there in time for. */
export class LatestValue<T> {
  #value: T;
  readonly #waker = new Waker();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    this.#waker.wake();
  }

  async *follow(signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
    let told: T | null = null;
    while (signal?.aborted !== true) {
      if (told === this.#value) await this.#waker.sleep(signal);
      else {
        told = this.#value;
        yield told;
      }
    }
  }
}
