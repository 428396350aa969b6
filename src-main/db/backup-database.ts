import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { StudioError } from '../contract/errors.ts';
import { checkDatabase, type DatabaseReport } from './check-database.ts';
import { openSqlite } from './handles/open-sqlite.ts';
import { storageError } from './storage-error.ts';
import { synchronizeFile } from './synchronize-file.ts';

/**
 * Writes everything that is in a database into a new file, or one that it takes the place of, as it is at this moment, also while a studio has it open. The file is read
 * again and compared with every hash before it gets its name. Throws StudioError `database-damaged`, with nothing written, where the
 * original or the copy is not whole, and `disk-full`.
 */
export function backUpDatabase(
  file: string,
  target: string,
  { overwrites = false } = {},
): DatabaseReport & { bytes: number } {
  if (!overwrites && existsSync(target))
    throw new Error(`${target} is there already. Choose another name for the backup, or say --overwrite.`);
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    copyInto(file, unfinished);
    const report = checkDatabase(unfinished);
    const [problem] = report.problems;
    if (problem !== undefined) {
      throw new StudioError('database-damaged', `There is no backup, because it would not be whole: ${problem}`, {});
    }
    synchronizeFile(unfinished);
    renameSync(unfinished, target);
    return { ...report, bytes: statSync(target).size };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw targetProblem(error, target) ?? storageError(error) ?? error;
  }
}

/** The database itself is open by then, so what cannot be opened or written is the copy. `null` means something else. */
function targetProblem(error: unknown, target: string): Error | null {
  const problem = storageError(error);
  if (problem?.code !== 'data-folder-unwritable') return null;
  return new Error(`${target} cannot be written. Choose a folder that exists and can be written.`);
}

function copyInto(file: string, target: string): void {
  const database = openSqlite(file, { readonly: true, fileMustExist: true });
  try {
    // One read transaction; the copy has no free pages.
    database.prepare<[string]>('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}
