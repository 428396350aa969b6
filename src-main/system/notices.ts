import type { Notice } from '../contract/notice-records.ts';
import type { NoticeRow } from '../db/notices/notice-table.ts';
import type { Store } from '../db/open-store.ts';
import { Pulse } from '../runs/feed/pulse.ts';

export interface NewNotice extends Pick<Notice, 'code' | 'severity' | 'message' | 'details'> {
  /** The subject, where there may be several of its code; the code itself if left out. A later notice replaces an earlier one. */
  id?: string;
  /** It is about a state that lasts: once dismissed, it is not shown again when it is found again. */
  staysDismissed?: boolean;
}

/** Keeps what people should know, from the start or while the studio runs, and shows it until somebody dismisses it. */
export class Notices {
  readonly #store: Store;
  readonly #logError: (message: string, error: unknown) => void;
  readonly #watchers = new Set<Pulse>();
  /** Those that could not be written down, as on a full disk: they are shown for as long as the studio runs. */
  readonly #unwritten = new Map<string, NoticeRow>();

  constructor(store: Store, logError: (message: string, error: unknown) => void) {
    this.#store = store;
    this.#logError = logError;
  }

  add({ id, code, severity, message, details, staysDismissed = false }: NewNotice): void {
    const row: NoticeRow = {
      id: id ?? code,
      code,
      severity,
      message,
      details: JSON.stringify(details),
      created_at: Date.now(),
    };
    this.#write(() => this.#store.notices.put(row, staysDismissed), row);
    this.#announce();
  }

  /** Those that nobody has dismissed, the oldest first. */
  list(): Notice[] {
    return [...this.#store.notices.list(), ...this.#unwritten.values()].map(({ created_at: createdAt, ...row }) => ({
      id: row.id,
      code: row.code,
      severity: row.severity,
      message: row.message,
      details: JSON.parse(row.details) as Notice['details'],
      createdAt,
    }));
  }

  dismiss(id: string): void {
    if (!this.#unwritten.delete(id)) this.#store.notices.dismiss(id, Date.now());
    this.#announce();
  }

  /** Those of now, and again after every change, until `signal` aborts. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Notice[], void, void> {
    const pulse = new Pulse(signal);
    this.#watchers.add(pulse);
    pulse.beat();
    try {
      while (await pulse.next()) yield this.list();
    } finally {
      this.#watchers.delete(pulse);
    }
  }

  #write(write: () => void, row: NoticeRow): void {
    try {
      write();
      this.#unwritten.delete(row.id);
    } catch (error) {
      this.#logError(`The notice ${row.id} could not be written down.`, error);
      this.#unwritten.set(row.id, row);
    }
  }

  #announce(): void {
    for (const pulse of this.#watchers) pulse.beat();
  }
}
