import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Brings a file to the disk, so that it survives a power cut that comes right after. */
export function synchronizeFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
