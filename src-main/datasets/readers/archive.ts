import type { DetailsOf } from '../../../src-engine/spec/engine-errors.ts';
import { StudioError, type studioErrors } from '../../contract/errors.ts';
import type { StagedFile } from './staged-file.ts';
import type { OutsideFile } from './outside-file.ts';
import type { SourceFile } from './source-file.ts';

/** An open archive, of which nothing is unpacked to the disk. */
export interface Archive {
  /** One of them is read at a time. */
  files: SourceFile[];
  close(): Promise<void>;
}

/** An archive in the process that reads it. */
export interface OpenedArchive {
  files: OutsideFile[];
  close(): void;
}

/** The way in which a file is opened: as an archive of others, as one that is packed by itself, or as it is. */
export type PackedKind = 'zip' | 'gzip' | 'zstd' | 'plain';

/**
 * Opens an archive that may come from anywhere, and reads it outside of the process that owns the data. Rejects with `archive-refused`,
 * and with the signal's reason where it aborts, which ends the reading of its files too.
 */
export type OpenArchive = (kind: PackedKind, file: StagedFile, signal: AbortSignal) => Promise<Archive>;

type Details = DetailsOf<(typeof studioErrors)['archive-refused']>;
type DetailsWithoutName<D> = D extends unknown ? Omit<D, 'name'> : never;

const ending = ' Nothing was imported.';

/** An archive that is not opened, or not read on. `why` goes on after its name. */
export class ArchiveRefused extends StudioError<'archive-refused'> {
  constructor(name: string, why: string, details: DetailsWithoutName<Details>) {
    super('archive-refused', `${name} ${why}${ending}`, { ...details, name } as Details);
  }
}

/** Returns what is wrong with an archive, to go on after its name, also where another process has told of it; null for other errors. */
export function archiveFault(error: unknown): string | null {
  if (!(error instanceof StudioError) || error.code !== 'archive-refused') return null;
  return error.message.slice(`${error.details['name']} `.length, -ending.length);
}
