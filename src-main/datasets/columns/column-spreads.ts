import { isConstantColumn } from '../../../src-engine/text/constant-column.ts';

/** Measures how far columns of numbers vary, row by row, in memory for one row (Welford 1962). */
export class ColumnSpreads {
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  readonly #magnitudes: Float64Array;
  #rows = 0;

  constructor(columns: number) {
    this.#means = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
    this.#magnitudes = new Float64Array(columns);
  }

  add(row: readonly number[]): void {
    this.#rows++;
    row.forEach((value, column) => {
      const before = value - this.#means[column];
      this.#means[column] += before / this.#rows;
      this.#squares[column] += before * (value - this.#means[column]);
      this.#magnitudes[column] = Math.max(this.#magnitudes[column], Math.abs(value));
    });
  }

  /** Places of the columns that vary by no more than rounding errors. */
  constantColumns(): number[] {
    return Array.from(this.#means.keys()).filter((column) =>
      isConstantColumn({
        deviation: Math.sqrt(this.#squares[column] / this.#rows),
        magnitude: this.#magnitudes[column],
      }),
    );
  }
}
