import type {
  DeliveryAttempt,
  DeliveryFailure,
  NotificationMessage,
} from '../contract/notifications/notification-records.ts';
import type { DeliveryRow } from '../db/notices/delivery-table.ts';
import type { Store } from '../db/open-store.ts';
import type { Clock } from '../runs/training/clock.ts';
import type { ChannelFiles, StoredChannel } from './channel-files.ts';
import { channelKinds } from './channels/index.ts';
import type { SendBy } from './channels/channel-kind.ts';
import { deliveryFailure } from './channels/delivery-error.ts';

/** A message that is not taken is tried again after each of these delays, and then given up. */
const retryDelaysMs: readonly number[] = [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000];

/** The time that one attempt may take. */
const attemptMs = 60_000;
/** A studio that closes waits this long for messages that are on their way for the first time. */
const closeMs = 5000;

interface DeliveriesOptions {
  store: Store;
  files: ChannelFiles;
  clock: Clock;
  /** Called with a message that is not tried any more. */
  onGivenUp: (channel: StoredChannel, failure: DeliveryFailure) => void;
  log: (level: 'warn' | 'error', message: string, error?: unknown) => void;
}

/** Carries messages to channels, and tries again what was not taken, also after a restart. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  /** Attempts that are under way, by the id of their message. */
  readonly #underWay = new Map<string, { isFirst: boolean; done: Promise<void>; abort: AbortController }>();
  #cancelAlarm: () => void = () => undefined;
  #isClosing = false;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Adds messages for channels, which are told each subject of a run once. */
  add(channel: StoredChannel, runKey: number, subject: string, message: NotificationMessage): void {
    const at = this.#options.clock.now();
    this.#options.store.deliveries.add({
      id: message.id,
      channel_id: channel.id,
      run_key: runKey,
      subject,
      message: JSON.stringify(message),
      at,
      next_at: at,
    });
  }

  /** Attempts everything whose time has come, and sets an alarm for the rest. */
  advance(): void {
    if (this.#isClosing) return;
    this.#cancelAlarm();
    const { store, clock } = this.#options;
    const now = clock.now();
    const waiting = store.deliveries.waiting().filter(({ id }) => !this.#underWay.has(id));
    for (const row of waiting) if (row.next_at !== null && row.next_at <= now) this.#begin(row);
    const next = waiting.find((row) => row.next_at !== null && row.next_at > now)?.next_at ?? null;
    if (next !== null) this.#cancelAlarm = clock.after(next - now, () => this.advance());
  }

  /** Hands a message over once, and says what came of it. Never rejects. */
  async attempt(channel: StoredChannel, message: NotificationMessage, signal?: AbortSignal): Promise<DeliveryAttempt> {
    const { clock, files } = this.#options;
    const late = new AbortController();
    const cancel = clock.after(attemptMs, () =>
      late.abort(new DOMException(`There was no answer within ${attemptMs / 1000} s.`, 'TimeoutError')),
    );
    const send = channelKinds[channel.target.kind] as SendBy<typeof channel.target.kind>;
    let secret: string | null = null;
    try {
      secret = await files.secretOf(channel);
      const signals = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]);
      const answer = await send({ target: channel.target as never, secret, message, signal: signals });
      return { result: 'sent', answer: withoutSecret(answer, secret) };
    } catch (error) {
      const { reason, detail } = deliveryFailure(error);
      return { result: 'failed', reason, detail: withoutSecret(detail, secret) };
    } finally {
      cancel();
    }
  }

  /** A message that is on its way for the first time may still arrive; everything else waits for the next start. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#cancelAlarm();
    const attempts = [...this.#underWay.values()];
    for (const { isFirst, abort } of attempts) if (!isFirst) abort.abort();
    const timer = setTimeout(() => attempts.forEach(({ abort }) => abort.abort()), closeMs);
    await Promise.all(attempts.map(({ done }) => done));
    clearTimeout(timer);
  }

  #begin(row: DeliveryRow): void {
    const abort = new AbortController();
    const done = this.#carry(row, abort.signal)
      .catch((error: unknown) => this.#options.log('error', 'What came of a message could not be written down.', error))
      .finally(() => {
        this.#underWay.delete(row.id);
        this.advance();
      });
    this.#underWay.set(row.id, { isFirst: row.attempts === 0, done, abort });
  }

  async #carry(row: DeliveryRow, signal: AbortSignal): Promise<void> {
    const { store, files, clock, onGivenUp, log } = this.#options;
    const channel = files.get(row.channel_id);
    if (channel === null) return store.deliveries.removeChannel(row.channel_id);
    const attempt = await this.attempt(channel, JSON.parse(row.message) as NotificationMessage, signal);
    if (signal.aborted) return;
    const attempts = row.attempts + 1;
    const at = clock.now();
    if (attempt.result === 'sent')
      return store.deliveries.update({ id: row.id, state: 'sent', attempts, at, next_at: null, failure: null });
    const delay = retryDelaysMs[row.attempts];
    const { reason, detail } = attempt;
    const next = delay === undefined ? null : at + delay;
    const failure = JSON.stringify({ reason, detail });
    const state = next === null ? 'given-up' : 'waiting';
    store.deliveries.update({ id: row.id, state, attempts, at, next_at: next, failure });
    const place = `attempt ${attempts} of ${retryDelaysMs.length + 1}`;
    log('warn', `A message could not be sent by the channel “${channel.name}” (${place}): ${reason}. ${detail}`);
    if (next === null) onGivenUp(channel, { reason, detail });
  }
}

/** Some servers say again what they were told. */
const withoutSecret = (text: string, secret: string | null): string =>
  secret === null ? text : text.replaceAll(secret, '…');
