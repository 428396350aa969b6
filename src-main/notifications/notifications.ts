import type {
  AddedChannel,
  ChannelInput,
  ChannelRecord,
  DeliveryAttempt,
  DeliveryFailure,
} from '../contract/notifications/notification-records.ts';
import { StudioError } from '../contract/errors.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import type { Doctor } from '../runs/doctor/doctor.ts';
import type { Runs } from '../runs/runs.ts';
import type { Settings } from '../runs/settings.ts';
import type { Clock } from '../runs/training/clock.ts';
import type { TrainingQueue } from '../runs/training/training-queue.ts';
import type { Notices } from '../system/notices.ts';
import { ChannelFiles, type StoredChannel } from './channel-files.ts';
import { isWebhookKey, makeWebhookKey } from './channels/webhook.ts';
import { Deliveries } from './deliveries.ts';
import { endEvent, messageAbout, testMessage, type Told } from './notification-message.ts';
import type { SecretBox } from './secret-box.ts';

/** While a run trains, the doctor is asked this often whether something was found. */
const doctorIntervalMs = 60_000;

export interface NotificationsOptions {
  dataDir: string;
  store: Store;
  runs: Runs;
  doctor: Doctor;
  queue: TrainingQueue;
  settings: Settings;
  notices: Notices;
  clock: Clock;
  secrets: SecretBox;
  log: (level: 'warn' | 'error', message: string, error?: unknown) => void;
}

/** Tells people elsewhere how trainings end and what the doctor finds, by the channels that they have set. */
export class Notifications {
  readonly #options: NotificationsOptions;
  readonly #files: ChannelFiles;
  readonly #deliveries: Deliveries;
  /** Looks of the doctor that are under way. */
  readonly #looks = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #cancelLook: () => void = () => undefined;

  constructor(options: NotificationsOptions) {
    const { dataDir, store, clock, notices, secrets, log } = options;
    this.#options = options;
    this.#files = new ChannelFiles(dataDir, secrets);
    this.#deliveries = new Deliveries({
      store,
      files: this.#files,
      clock,
      log,
      onGivenUp({ id, name }, { detail }) {
        notices.add({
          id: `notification-given-up:${id}`,
          code: 'notification-given-up',
          severity: 'warning',
          message: `A message about a training could not be sent by the channel “${name}” and was given up. ${detail}`,
          details: { channel: name, detail },
        });
      },
    });
  }

  /** Begins to follow the trainings. `sendsWaiting`: sends what an earlier process could not. */
  open({ sendsWaiting }: { sendsWaiting: boolean }): void {
    this.#options.queue.onEnd((row) => this.#ended(row));
    if (sendsWaiting) this.#deliveries.advance();
    this.#lookAgain();
  }

  list(): ChannelRecord[] {
    return this.#files.list().map((channel) => this.#record(channel));
  }

  /** Rejects with `channel-refused`. */
  async add(input: ChannelInput): Promise<AddedChannel> {
    this.#requireUsable(input, null);
    const made = input.target.kind === 'webhook' && (input.secret ?? null) === null ? makeWebhookKey() : null;
    const stored = await this.#files.add(made === null ? input : { ...input, secret: made }, this.#options.clock.now());
    return { ...this.#record(stored), secret: made };
  }

  /** Rejects with `channel-refused`. */
  async update(id: string, input: ChannelInput): Promise<ChannelRecord> {
    const known = this.#known(id);
    this.#requireUsable(input, known);
    return this.#record(await this.#files.replace(known, input));
  }

  remove(id: string): void {
    this.#files.remove(this.#known(id));
    this.#options.store.deliveries.removeChannel(id);
  }

  /** Sends a message that says that it is a test, and waits for the answer. */
  async test(id: string, signal: AbortSignal | undefined): Promise<DeliveryAttempt> {
    const channel = this.#known(id);
    return this.#deliveries.attempt(channel, testMessage(channel.language, this.#options.clock.now()), signal);
  }

  async close(): Promise<void> {
    this.#cancelLook();
    await Promise.all(this.#looks);
    this.#closing.abort();
    await this.#deliveries.close();
  }

  #ended(row: RunView): void {
    const run = this.#options.runs.get(row.id);
    const event = endEvent(run);
    if (event === null || this.#goesOn(run)) return;
    const others = this.#othersOf(run);
    const isFault = event === 'failed' || event === 'diverged';
    const isOver = others !== null && !others.some(isUnderWay);
    // A person who has started forty runs at once wants one message about those that go well.
    if (run.group?.kind !== 'trial' && (isFault || others === null || isOver)) {
      const at = this.#options.store.runEvents.list(row.key).at(-1)?.at ?? 0;
      this.#tell({ event, run, finding: null, isLast: isOver }, row.key, `${event} ${at}`);
    }
    this.#look(run.id);
  }

  /** It was interrupted, and is about to go on by itself. */
  #goesOn({ outcome, continues }: RunRecord): boolean {
    return outcome?.kind === 'interrupted' && continues && this.#options.settings.get().resumeAfterRestart === true;
  }

  /** The other runs of the sweep or group, or null where a run stands alone. */
  #othersOf({ id, sweep, group }: RunRecord): RunRecord[] | null {
    if (sweep === null && group === null) return null;
    return this.#options.runs
      .list()
      .filter((other) => other.id !== id)
      .filter((other) => (sweep === null ? other.group?.id === group?.id : other.sweep?.id === sweep.id));
  }

  #tell(told: Told, runKey: number, subject: string): void {
    const at = this.#options.clock.now();
    const channels = this.#files.list().filter(({ events }) => events.includes(told.event));
    for (const channel of channels)
      this.#deliveries.add(channel, runKey, subject, messageAbout(told, channel.language, at));
    if (channels.length > 0) this.#deliveries.advance();
  }

  #lookAgain(): void {
    this.#cancelLook = this.#options.clock.after(doctorIntervalMs, () => {
      const { queue, store } = this.#options;
      const training = queue.isTraining
        ? store.runs.listActive().find(({ key }) => queue.journalOf(key) !== null)
        : undefined;
      if (training !== undefined) this.#look(training.id);
      this.#lookAgain();
    });
  }

  /** Tells what the doctor finds in a run, without measuring anything for it. */
  #look(runId: string): void {
    if (!this.#files.list().some(({ events }) => events.includes('finding'))) return;
    const look = this.#findings(runId)
      .catch((error: unknown) => this.#options.log('error', 'The doctor could not look for what is to be told.', error))
      .finally(() => this.#looks.delete(look));
    this.#looks.add(look);
  }

  async #findings(runId: string): Promise<void> {
    const { doctor, runs, store } = this.#options;
    const { open } = await doctor.examine({ runId, measure: false }, this.#closing.signal);
    const row = store.runs.get(runId);
    if (row === undefined) return;
    for (const finding of open)
      if (finding.severity !== 'note')
        this.#tell(
          { event: 'finding', run: runs.get(runId), finding, isLast: false },
          row.key,
          `finding ${finding.rule}`,
        );
  }

  #requireUsable({ name, target, secret }: ChannelInput, known: StoredChannel | null): void {
    const isTaken = this.#files.list().some((other) => other.name === name && other.id !== known?.id);
    if (isTaken)
      throw new StudioError('channel-refused', `There is a channel called “${name}” already. Choose another name.`, {
        reason: 'taken',
        name,
      });
    if (target.kind !== 'webhook') return;
    const isKept = secret === undefined && known?.target.kind === 'webhook';
    if (known !== null && !isKept && (secret ?? null) === null)
      throw new StudioError(
        'channel-refused',
        'A webhook needs a key to sign with. Leave it as it is, or give another one.',
        {
          reason: 'no-key',
        },
      );
    if (typeof secret === 'string' && !isWebhookKey(secret))
      throw new StudioError(
        'channel-refused',
        'A webhook’s key is whsec_ and 24 to 64 bytes in base64. Leave it out, and the studio makes one.',
        { reason: 'key' },
      );
  }

  /** Throws `channel-refused`. */
  #known(id: string): StoredChannel {
    const channel = this.#files.get(id);
    if (channel !== null) return channel;
    throw new StudioError('channel-refused', 'This channel does not exist any more.', { reason: 'unknown' });
  }

  #record(channel: StoredChannel): ChannelRecord {
    const { id, name, events, language, target, createdAt, secret } = channel;
    const last = this.#options.store.deliveries.lastOf(id);
    return {
      ...{ id, name, events, language, target, createdAt },
      hasSecret: secret !== null,
      last:
        last === undefined
          ? null
          : {
              state: last.state,
              attempts: last.attempts,
              at: last.at,
              nextAt: last.next_at,
              failure: last.failure === null ? null : (JSON.parse(last.failure) as DeliveryFailure),
            },
    };
  }
}

const isUnderWay = ({ state }: RunRecord): boolean => state === 'queued' || state === 'running' || state === 'paused';
