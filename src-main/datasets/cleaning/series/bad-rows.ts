import { StudioError } from '../../../contract/errors.ts';

/** Problems told one by one. */
const toldProblems = 5;

/** Rows that cannot be imported, and that no row may be left out for. */
export class BadRows {
  readonly #problems: string[] = [];
  readonly #lines: string[] = [];
  #count = 0;

  add(file: string | null, line: number, problem: string): void {
    if (++this.#count > toldProblems) return;
    this.#problems.push(`line ${line}${file === null ? '' : ` of ${file}`} has ${problem}`);
    this.#lines.push(file === null ? String(line) : `${file}:${line}`);
  }

  /** Throws `invalid-data` where there are some; `more` of them were not told. */
  refuse(more: number): void {
    this.#count += more;
    if (this.#count === 0) return;
    const untold = this.#count - this.#problems.length;
    const rest = untold > 0 ? `; and ${untold} more` : '';
    const message = `Every row must have its time and its numbers, but ${this.#problems.join('; ')}${rest}. Correct or remove these lines, or choose other columns.`;
    throw new StudioError('invalid-data', message, {
      reason: 'bad-rows',
      count: this.#count,
      lines: this.#lines.join(', '),
    });
  }
}
