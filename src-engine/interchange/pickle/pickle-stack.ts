import { damagedPickle, Opaque, type Pickled } from './pickled.ts';

const mark = new Opaque();

/** The values that a pickle has made so far, and those that it has given a number to come back to. Throws PickleError for what is not there. */
export class PickleStack {
  readonly #values: Pickled[] = [];
  readonly #memo = new Map<number, Pickled>();

  push(value: Pickled): void {
    this.#values.push(value);
  }

  pop(): Pickled {
    const value = this.top();
    this.#values.pop();
    return value;
  }

  top(): Pickled {
    const value = this.#values.at(-1);
    if (value === undefined || value === mark) throw damagedPickle();
    return value;
  }

  /** Removes whatever lies on top, even if it is a mark. */
  drop(): void {
    this.#values.pop();
  }

  pushMark(): void {
    this.#values.push(mark);
  }

  /** Returns the values above the last mark, oldest first, and takes them and the mark away. */
  popToMark(): Pickled[] {
    const start = this.#values.lastIndexOf(mark);
    if (start < 0) throw damagedPickle();
    const values = this.#values.splice(start + 1);
    this.#values.pop();
    return values;
  }

  /** Returns the last `count` values, oldest first. */
  popMany(count: number): Pickled[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  /** Stores the value on top under a number, by default the next one. */
  remember(key = this.#memo.size): void {
    this.#memo.set(key, this.top());
  }

  recall(key: number): void {
    const value = this.#memo.get(key);
    if (value === undefined) throw damagedPickle();
    this.#values.push(value);
  }

  /** Adds items to the list on top; other objects have no items that matter. */
  append(items: Pickled[]): void {
    const target = this.top();
    if (Array.isArray(target)) for (const item of items) target.push(item);
  }

  /** Sets keys and values, which alternate, of the dict on top. */
  setItems(items: Pickled[]): void {
    const target = this.top();
    if (!(target instanceof Map)) return;
    for (let n = 0; n + 1 < items.length; n += 2) target.set(items[n], items[n + 1]);
  }
}
