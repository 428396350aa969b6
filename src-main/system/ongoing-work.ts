import { Pulse } from '../runs/feed/pulse.ts';

export type WorkKind = 'import' | 'export' | 'model-import' | 'upload';

/** Something that is lost where the studio ends before it does. */
export interface WorkItem {
  kind: WorkKind;
  /** The thing that is imported, exported or sent. */
  name: string;
}

/** Tracks the studio's work besides trainings, so that nobody ends it without knowing what is lost. */
export class OngoingWork {
  readonly #items = new Set<WorkItem>();
  readonly #watchers = new Set<Pulse>();

  /** Returns a function that says when it is over. */
  begin(kind: WorkKind, name: string): () => void {
    const item = { kind, name };
    this.#items.add(item);
    this.#announce();
    return () => {
      if (this.#items.delete(item)) this.#announce();
    };
  }

  list(): WorkItem[] {
    return [...this.#items];
  }

  /** Yields the present work now, and again after every change, until `signal` aborts. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<WorkItem[], void, void> {
    const pulse = new Pulse(signal);
    this.#watchers.add(pulse);
    pulse.beat();
    try {
      while (await pulse.next()) yield this.list();
    } finally {
      this.#watchers.delete(pulse);
    }
  }

  /** Resolves when nothing is left that ends by itself, or when `signal` aborts. An upload is ended by whoever sends it. */
  async finished(signal: AbortSignal): Promise<void> {
    for await (const items of this.watch(signal)) if (items.every(({ kind }) => kind === 'upload')) return;
  }

  #announce(): void {
    for (const pulse of this.#watchers) pulse.beat();
  }
}
