/** Computes a result for each of some items at once. */
type Work<Item, Result> = (items: Item[]) => Promise<Result[]>;

interface Asked<Item, Result> {
  items: Item[];
  work: Work<Item, Result>;
  resolve: (results: Result[]) => void;
  reject: (error: unknown) => void;
}

/** Items that are computed at once, where several ask. */
const MOST_ITEMS = 256;

/** Joins requests that arrive while an earlier one of their kind is being answered, so that a network reads them in one pass. */
export class Coalescer<Item, Result> {
  readonly #waiting = new Map<string, Asked<Item, Result>[]>();

  /** Requests of one `key` may be joined. Rejects as `work` does. */
  ask(key: string, items: Item[], work: Work<Item, Result>): Promise<Result[]> {
    return new Promise((resolve, reject) => {
      const asked = { items, work, resolve, reject };
      const waiting = this.#waiting.get(key);
      if (waiting !== undefined) {
        waiting.push(asked);
        return;
      }
      this.#waiting.set(key, [asked]);
      // Those that have arrived together go together.
      setImmediate(() => void this.#answerAll(key));
    });
  }

  async #answerAll(key: string): Promise<void> {
    const waiting = this.#waiting.get(key) ?? [];
    while (waiting.length > 0) {
      let count = 0;
      let items = 0;
      while (count < waiting.length && (count === 0 || items + waiting[count].items.length <= MOST_ITEMS))
        items += waiting[count++].items.length;
      await answerTogether(waiting.splice(0, count));
    }
    this.#waiting.delete(key);
  }
}

async function answerTogether<Item, Result>(asked: Asked<Item, Result>[]): Promise<void> {
  const [first] = asked;
  try {
    const results = await first.work(asked.flatMap(({ items }) => items));
    let place = 0;
    for (const { items, resolve } of asked) resolve(results.slice(place, (place += items.length)));
  } catch (error) {
    if (asked.length === 1) first.reject(error);
    // A fault of one must not be told to the others.
    else for (const each of asked) await answerTogether([each]);
  }
}
