const problemName = 'TableProblem';

/** Why rows that a person has pasted cannot be read; `code` is for a sentence in each language. */
export class TableProblem extends Error {
  readonly code: TableProblemCode;
  readonly values: Record<string, string | number>;

  constructor(code: TableProblemCode, values: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.name = problemName;
    this.code = code;
    this.values = values;
  }
}

/** Tells it by its name: each of a page's two programs has a class of its own. */
export function isTableProblem(error: unknown): error is TableProblem {
  return error instanceof Error && error.name === problemName;
}

export type TableProblemCode =
  /** {columns}: there is no such column. */
  | 'no-column'
  /** {line, column, cell}. */
  | 'no-number'
  | 'no-time'
  | 'no-category'
  /** {rows, needed}, and {series} where there are several. */
  | 'too-few-rows';
