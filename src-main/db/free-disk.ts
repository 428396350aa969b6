import type { Database } from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';

/** 8 MB at once: some 30 ms, between which other queries are answered. */
const pagesAtOnce = 512;

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
