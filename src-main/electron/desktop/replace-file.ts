import { rename, rm } from 'node:fs/promises';
import { StudioError } from '../../contract/errors.ts';

/** Has a file written beside the place that it is for, and then moved there: what was there before is lost only to a whole file. Throws `export-failed`. */
export async function replaceFile(target: string, write: (place: string) => Promise<void>): Promise<void> {
  const unfinished = `${target}.part`;
  try {
    await write(unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    const detail = error instanceof Error ? error.message : String(error);
    const message = `The file was not saved: ${detail}. Choose another place.`;
    throw new StudioError('export-failed', message, { reason: 'not-saved', detail });
  }
}
