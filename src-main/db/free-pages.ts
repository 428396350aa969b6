import type { Writer } from './handles/handles.ts';

/** 1 MB at once: a few milliseconds, between which small writes pass. */
const pagesAtOnce = 64;

/** Shrinks the file by the pages that deletions have left free. */
export async function freePages(database: Writer, betweenPieces: () => Promise<void>): Promise<void> {
  while (Number(database.pragma('freelist_count', { simple: true })) > 0) {
    database.pragma(`incremental_vacuum(${pagesAtOnce})`);
    await betweenPieces();
  }
}
