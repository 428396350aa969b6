/**
 * Numbers by named column that grow at their end, x first and ascending: a million rows without a million objects. Appending rows
 * that begin at or before the last x replaces what they overlap, as when a run goes on from an earlier checkpoint.
 */
export class GrowingColumns<Name extends string> {
  private readonly names: readonly Name[];
  private readonly key: Name;
  private arrays: Record<Name, Float64Array>;
  private capacity = 1024;
  private used = 0;

  /** The first name is the column of x. */
  constructor(names: readonly [Name, ...Name[]]) {
    this.names = names;
    this.key = names[0];
    this.arrays = this.allocate(this.capacity);
  }

  get length(): number {
    return this.used;
  }

  /** A view of the column, valid until the next append. */
  column(name: Name): Float64Array {
    return this.arrays[name].subarray(0, this.used);
  }

  /** A value that a row lacks is kept as NaN. */
  append(rows: readonly Partial<Record<Name, number | null>>[]): void {
    const firstX = rows[0]?.[this.key];
    if (firstX === undefined || firstX === null) return;
    this.dropFrom(firstX);
    this.reserve(this.used + rows.length);
    for (const row of rows) {
      for (const name of this.names) this.arrays[name][this.used] = row[name] ?? Number.NaN;
      this.used++;
    }
  }

  /** Removes the rows from this x on. */
  dropFrom(x: number): void {
    while (this.used > 0 && this.arrays[this.key][this.used - 1] >= x) this.used--;
  }

  /** Leaves of every four rows those with the smallest and the largest value of a column, so that no peak is lost. */
  halve(name: Name): void {
    const values = this.arrays[name];
    let kept = 0;
    for (let first = 0; first < this.used; first += 4) {
      const end = Math.min(first + 4, this.used);
      let [lowest, highest] = [first, first];
      for (let row = first; row < end; row++) {
        if (values[row] < values[lowest]) lowest = row;
        if (values[row] >= values[highest]) highest = row;
      }
      for (const row of new Set([Math.min(lowest, highest), Math.max(lowest, highest)])) this.copyRow(row, kept++);
    }
    this.used = kept;
  }

  private copyRow(from: number, to: number): void {
    for (const name of this.names) this.arrays[name][to] = this.arrays[name][from];
  }

  private reserve(rows: number): void {
    if (rows <= this.capacity) return;
    while (this.capacity < rows) this.capacity *= 2;
    const grown = this.allocate(this.capacity);
    for (const name of this.names) grown[name].set(this.arrays[name].subarray(0, this.used));
    this.arrays = grown;
  }

  private allocate(rows: number): Record<Name, Float64Array> {
    const arrays: Partial<Record<Name, Float64Array>> = {};
    for (const name of this.names) arrays[name] = new Float64Array(rows);
    return arrays as Record<Name, Float64Array>;
  }
}
