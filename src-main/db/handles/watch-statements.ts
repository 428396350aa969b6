import type { Database, Statement } from 'better-sqlite3';
import type { WriteGate } from './write-gate.ts';

/** Tells of a statement that took longer than it should on its thread. */
export type OnSlowQuery = (sql: string, elapsedMs: number) => void;

export interface StatementWatch {
  slowerThanMs: number;
  onSlow: OnSlowQuery;
  /** Whatever writes passes through it; null on a thread that gives way itself. */
  gate: WriteGate | null;
}

/** Times every statement that is prepared from now on, and lets those that write pass through the gate. */
export function watchStatements(database: Database, watch: StatementWatch): void {
  const prepare = database.prepare.bind(database);
  database.prepare = ((sql: string) => watchStatement(prepare(sql), sql, watch)) as Database['prepare'];
}

function watchStatement(statement: Statement, sql: string, { slowerThanMs, onSlow, gate }: StatementWatch): Statement {
  const timed =
    <Parameters extends unknown[], Result>(execute: (...parameters: Parameters) => Result) =>
    (...parameters: Parameters): Result => {
      const began = performance.now();
      try {
        return execute(...parameters);
      } finally {
        const elapsedMs = performance.now() - began;
        if (elapsedMs > slowerThanMs) onSlow(sql, elapsedMs);
      }
    };
  const run = statement.run.bind(statement);
  statement.run = timed(gate === null ? run : (...parameters: unknown[]) => gate.pass(() => run(...parameters)));
  // Statements that give no rows have neither of the two.
  if (statement.reader) {
    statement.get = timed(statement.get.bind(statement));
    statement.all = timed(statement.all.bind(statement));
  }
  return statement;
}

/** One line, and not without end. */
export const describeQuery = (sql: string): string => sql.replace(/\s+/g, ' ').trim().slice(0, 200);
