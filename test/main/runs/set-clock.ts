import type { Clock } from '../../../src-main/runs/training/clock.ts';

/** A clock that a test sets; what it was asked to do happens when its time has come. */
export class SetClock implements Clock {
  #now: number;
  readonly #alarms = new Set<{ at: number; call: () => void }>();

  constructor(now: string) {
    this.#now = Date.parse(now);
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, call: () => void): () => void {
    const alarm = { at: this.#now + delayMs, call };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  set(now: string): void {
    this.advance(Date.parse(now) - this.#now);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const alarm of [...this.#alarms].filter(({ at }) => at <= this.#now)) {
      this.#alarms.delete(alarm);
      alarm.call();
    }
  }
}
