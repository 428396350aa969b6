const LEAST_SLOTS = 1024;

/**
 * A table of pairs of two integers ≥ 0, numbered in the order in which they come, with 16 to 32 bytes for each pair.
 */
export class PairTable {
  /** The first integers of the pairs, by number, as far as `size`. */
  firsts = new Int32Array(LEAST_SLOTS / 2);
  seconds = new Int32Array(LEAST_SLOTS / 2);
  size = 0;
  /** The numbers by the hash of the pair, with linear probing; −1 marks a free slot. */
  #slots = new Int32Array(LEAST_SLOTS).fill(-1);

  /** Returns the number of the pair; −1 means that the table does not have it. */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)];
  }

  /** Returns the number that the pair has from now on. */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot];
    if (known >= 0) return known;
    const id = this.size++;
    this.#slots[slot] = id;
    this.firsts[id] = first;
    this.seconds[id] = second;
    if (this.size === this.firsts.length) this.#grow();
    return id;
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(first, second) & mask;
    for (;;) {
      const id = this.#slots[slot];
      if (id < 0 || (this.firsts[id] === first && this.seconds[id] === second)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.firsts = enlarge(this.firsts, 2 * this.size);
    this.seconds = enlarge(this.seconds, 2 * this.size);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let id = 0; id < this.size; id++) this.#slots[this.#slotOf(this.firsts[id], this.seconds[id])] = id;
  }
}

function enlarge(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

/** The finalizer of MurmurHash3 over both numbers. */
function hash(first: number, second: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
