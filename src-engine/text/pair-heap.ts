/** A pair of neighbouring tokens, left·65536 + right, with the count under which it was put into the heap. */
export interface CountedPair {
  count: number;
  pair: number;
}

/** A binary heap that gives the most frequent pair first; of equally frequent ones the smallest. */
export class PairHeap {
  readonly #items: CountedPair[] = [];

  push(item: CountedPair): void {
    const items = this.#items;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!precedes(item, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop(): CountedPair | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && precedes(items[child + 1], items[child])) child++;
      if (!precedes(items[child], last)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}

function precedes(a: CountedPair, b: CountedPair): boolean {
  return a.count > b.count || (a.count === b.count && a.pair < b.pair);
}
