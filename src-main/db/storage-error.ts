import { StudioError } from '../contract/errors.ts';

/** A failure of the storage that a person can do something about; null for anything else. */
export function storageError(error: unknown): StudioError | null {
  const code = errorCode(error);
  if (isDiskFull(error)) {
    return new StudioError(
      'disk-full',
      'The disk is full. Nothing that was saved before is lost. Free some space, then try again.',
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return damagedDatabase();
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(code)) return unwritableFolder();
  return null;
}

export function isDiskFull(error: unknown): boolean {
  return /^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(errorCode(error));
}

export function damagedDatabase(): StudioError {
  return new StudioError(
    'database-damaged',
    'The database file kioku.db is damaged. Nothing was changed. “kioku check” says what is damaged and what is whole. To go back to ' +
      'a backup, close the studio, move kioku.db, kioku.db-wal and kioku.db-shm out of the data folder, and put the backup there as ' +
      'kioku.db.',
  );
}

export function unwritableFolder(): StudioError {
  return new StudioError(
    'data-folder-unwritable',
    'The data folder cannot be written. Change its permissions, or choose another folder.',
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
