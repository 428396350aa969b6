import type { Database } from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';

/** 16 MB at once: about 50 ms, between which other queries are answered. */
const pagesAtOnce = 1024;

/** Shrinks the file by the pages that deletions have left free. */
export async function freeDisk(database: Database): Promise<void> {
  while (database.open && freePages(database) > 0) {
    database.pragma(`incremental_vacuum(${pagesAtOnce})`);
    await setImmediate();
  }
  if (database.open) database.pragma('wal_checkpoint(TRUNCATE)');
}

function freePages(database: Database): number {
  return Number(database.pragma('freelist_count', { simple: true }));
}
