import type Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StudioError } from '../contract/errors.ts';
import { openSqlite } from './handles/open-sqlite.ts';
import { synchronizeFile } from './synchronize-file.ts';

/** Told how much of the copy is made, from 0 to 1. */
export type OnUpgrade = (share: number) => void;

/** 4 MB between two turns of everybody else. */
const pagesAtOnce = 256;
/** The space that the upgrade itself may need beside the copy. */
const spareBytes = 64 * 2 ** 20;

/**
 * Copies a database to `<file>.before-<newest>` before it is brought up to date, through SQLite, so that the write-ahead log is part of
 * the copy. It has its name only when it is whole and on the disk. An upgrade that was interrupted has its copy already.
 */
export async function copyBeforeUpgrade(
  database: Database.Database,
  file: string,
  { current, newest }: { current: number; newest: number },
  onUpgrade: OnUpgrade,
): Promise<void> {
  const target = `${file}.before-${newest}`;
  if (versionOf(target) < current) return;
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  await requireRoom(database, file);
  onUpgrade(0);
  try {
    await database.backup(unfinished, {
      progress({ totalPages, remainingPages }) {
        if (totalPages > 0) onUpgrade(1 - remainingPages / totalPages);
        return pagesAtOnce;
      },
    });
    synchronizeFile(unfinished);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  onUpgrade(1);
}

/** Infinity where there is no such copy, or none that can be read. */
function versionOf(copy: string): number {
  if (!existsSync(copy)) return Infinity;
  try {
    const database = openSqlite(copy, { readonly: true });
    try {
      return Number(database.pragma('user_version', { simple: true }));
    } finally {
      database.close();
    }
  } catch {
    return Infinity;
  }
}

async function requireRoom(database: Database.Database, file: string): Promise<void> {
  const pages = Number(database.pragma('page_count', { simple: true }));
  const pageBytes = Number(database.pragma('page_size', { simple: true }));
  const neededBytes = pages * pageBytes + spareBytes;
  const { bavail, bsize } = await statfs(dirname(file));
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  throw new StudioError(
    'upgrade-needs-room',
    `This version has to bring the database up to date and keeps a copy of it first, for which the disk has no room: ` +
      `${megabytes(neededBytes)} MB are needed and ${megabytes(freeBytes)} MB are free. Nothing was changed. Free some space, then try again.`,
    { needed: megabytes(neededBytes), free: megabytes(freeBytes) },
  );
}
