import type { HttpApiStatusRecord } from '../contract/access-records.ts';
import { Pulse } from '../runs/feed/pulse.ts';

export const httpApiOff: HttpApiStatusRecord = { state: 'off', url: null, message: null };

/** Knows where programs reach the HTTP API, and tells it to those who watch. */
export class HttpApiStatus {
  readonly #watchers = new Set<Pulse>();
  #status = httpApiOff;

  set(status: HttpApiStatusRecord): void {
    this.#status = status;
    for (const watcher of this.#watchers) watcher.beat();
  }

  /** The status now, and again after every change, until `signal` aborts. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<HttpApiStatusRecord, void, void> {
    const pulse = new Pulse(signal);
    this.#watchers.add(pulse);
    pulse.beat();
    try {
      while (await pulse.next()) yield this.#status;
    } finally {
      this.#watchers.delete(pulse);
    }
  }
}
