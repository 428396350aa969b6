import type { NightHours } from '../../contract/settings-records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from './clock.ts';
import { isNight, nextChange } from './night-hours.ts';

/** The longest that an alarm waits: the machine may sleep, and its clock may be set, without the alarm noticing. */
const longestWaitMs = 60_000;

export interface QueueScheduleOptions {
  store: Store;
  settings: Settings;
  clock: Clock;
  /** True when runs that wait from before begin by themselves; otherwise only those that are added here. */
  startsWaiting: boolean;
}

/** Knows which of the runs that wait may begin, and when: at a time of their own, or by night alone. */
export class QueueSchedule {
  readonly #options: QueueScheduleOptions;
  readonly #onAlarm: () => void;
  /** Keys of the runs that entered the queue in this process. */
  readonly #entered = new Set<number>();
  #cancelAlarm: () => void = () => undefined;

  constructor(options: QueueScheduleOptions, onAlarm: () => void) {
    this.#options = options;
    this.#onAlarm = onAlarm;
  }

  /** Lets this process begin a run. */
  add(runKey: number): void {
    this.#entered.add(runKey);
  }

  /** Tells whether anything may train at this time of the day. */
  get isOpen(): boolean {
    const hours = this.#nightHours();
    return hours === null || isNight(this.#options.clock.now(), hours);
  }

  /** The run whose turn it is; undefined where none may begin now. */
  next(): RunView | undefined {
    const now = this.#options.clock.now();
    return this.isOpen ? this.#waiting().find(({ start_at }) => (start_at ?? 0) <= now) : undefined;
  }

  /** When a run that waits can begin at the earliest; null means as soon as its turn comes. */
  waitsUntil({ state, start_at: startAt }: RunView): number | null {
    if (state !== 'queued') return null;
    const hours = this.#nightHours();
    const now = this.#options.clock.now();
    const from = Math.max(now, startAt ?? 0);
    const at = hours === null || isNight(from, hours) ? from : nextChange(from, hours);
    return at > now ? at : null;
  }

  /** For the next time at which a run may begin, or the night ends for the one that has begun. */
  setAlarm(hasBegun: boolean): void {
    this.cancelAlarm();
    const { clock } = this.#options;
    const now = clock.now();
    const hours = this.#nightHours();
    const waiting = this.#waiting();
    const times = waiting.flatMap(({ start_at }) => (start_at !== null && start_at > now ? [start_at] : []));
    if (hours !== null && (waiting.length > 0 || hasBegun)) times.push(nextChange(now, hours));
    if (times.length === 0) return;
    this.#cancelAlarm = clock.after(Math.min(...times.map((at) => at - now), longestWaitMs), this.#onAlarm);
  }

  cancelAlarm(): void {
    this.#cancelAlarm();
    this.#cancelAlarm = () => undefined;
  }

  /** `null` means at any time. A command that trains its own run does so at once. */
  #nightHours(): NightHours | null {
    const { settings, startsWaiting } = this.#options;
    const { nightsOnly, nightHours } = settings.get();
    return startsWaiting && nightsOnly ? nightHours : null;
  }

  /** Those that this process may begin at some time, in the order of their turns. */
  #waiting(): RunView[] {
    const { store, startsWaiting } = this.#options;
    return store.runs.listQueued().filter(({ key }) => startsWaiting || this.#entered.has(key));
  }
}
