import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../contract/errors.ts';
import type { OngoingWork } from '../../system/ongoing-work.ts';
import type { StagedImport } from '../readers/staged-file.ts';

interface Staging extends StagedImport {
  /** The folder of uploaded files, or null when the files are the person's own and stay in place. */
  folder: string | null;
  /** Bytes that have come, by file. */
  received: number[];
  /** Settles when the parts that have come so far are written: they are taken one after the other. */
  writing: Promise<unknown>;
  /** Discards an upload that is left alone; null means local files are not the studio's to discard. */
  expiry: NodeJS.Timeout | null;
  /** The number of imports that are reading it now. */
  readers: number;
  /** Called once all of it has come, or it is gone. */
  endUpload: () => void;
}

/** An upload that is left alone for so long is discarded: it may have 4 GiB, and nobody may know of it any more. */
const idleUploadMs = 3_600_000;

/** The most that one message brings: a whole file, or a part of a larger one. */
export const maximumMessageFileBytes = 32 * 2 ** 20;

/** The most that one import may bring, before and after unpacking. */
export const maximumImportBytes = 4 * 2 ** 30;

/** Files on their way into the studio: uploads in the data folder, until they are imported or given up, and local ones where they are. */
export class ImportStaging {
  readonly #folder: string;
  readonly #work: OngoingWork;
  readonly #idleMs: number;
  readonly #imports = new Map<string, Staging>();

  constructor(dataDir: string, work: OngoingWork, idleMs: number = idleUploadMs) {
    this.#folder = join(dataDir, 'imports');
    this.#work = work;
    this.#idleMs = idleMs;
  }

  /** Removes what an earlier process has left, and what is there still. */
  async clear(): Promise<void> {
    for (const id of [...this.#imports.keys()]) this.#forget(id);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Returns the id of an upload, whose files come with `append`. Throws `dataset-too-large`. */
  async begin(name: string, files: readonly { path: string; bytes: number }[]): Promise<string> {
    refuseTooLarge(name, files);
    const id = randomUUID();
    const folder = join(this.#folder, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const staged = files.map(({ path, bytes }, index) => ({
      path: relativePath(path),
      bytes,
      file: join(folder, String(index)),
    }));
    for (const { file } of staged) await writeFile(file, '');
    this.#imports.set(id, {
      name,
      folder,
      files: staged,
      received: staged.map(() => 0),
      writing: Promise.resolve(),
      expiry: setTimeout(() => this.#expire(id), this.#idleMs).unref(),
      readers: 0,
      endUpload: this.#work.begin('upload', name),
    });
    return id;
  }

  /**
   * Adds bytes to the end of a file, where they belong there: what belongs at another `offset` is not taken. Gives the bytes that are there
   * then, so that whoever has lost the line in between knows where to go on. Throws `import-not-found`, and `invalid-data` where more comes
   * than was said.
   */
  async append(id: string, index: number, content: Blob, offset?: number): Promise<number> {
    const staging = this.#find(id);
    const written = staging.writing.then(() => this.#write(staging, index, content, offset));
    staging.writing = written.catch(() => undefined);
    return written;
  }

  async #write(staging: Staging, index: number, content: Blob, offset: number | undefined): Promise<number> {
    const { files, received } = staging;
    const file = files[index];
    if (file !== undefined && offset !== undefined && offset !== received[index]) return received[index];
    if (file === undefined || received[index] + content.size > file.bytes) {
      throw new StudioError('invalid-data', 'More was sent than the file has. Choose the file once more.', {
        reason: 'more-than-announced',
      });
    }
    const handle = await open(file.file, 'a');
    try {
      await handle.appendFile(content.stream());
      received[index] += content.size;
    } catch (error) {
      await handle.truncate(received[index]); // so that the part can be sent once more
      throw error;
    } finally {
      await handle.close();
    }
    if (files.every(({ bytes }, place) => received[place] === bytes)) staging.endUpload();
    return received[index];
  }

  /** A whole file at once. */
  async addBlob(name: string, content: Blob): Promise<string> {
    const id = await this.begin(name, [{ path: name, bytes: content.size }]);
    const staging = this.#find(id);
    await pipeline(content.stream(), createWriteStream(staging.files[0].file));
    staging.received[0] = content.size;
    staging.endUpload();
    return id;
  }

  /** Files on this machine, which are read where they lie. Never on behalf of a browser. */
  addLocal({ name, files }: StagedImport): string {
    refuseTooLarge(name, files);
    const id = randomUUID();
    this.#imports.set(id, {
      name,
      files,
      folder: null,
      received: files.map(({ bytes }) => bytes),
      writing: Promise.resolve(),
      expiry: null,
      readers: 0,
      endUpload: () => undefined,
    });
    return id;
  }

  /** Throws `import-not-found`, and `invalid-data` where something has not come yet. */
  get(id: string): StagedImport {
    const staging = this.#find(id);
    const missing = staging.files.find(({ bytes }, index) => staging.received[index] !== bytes);
    if (missing === undefined) return staging;
    throw new StudioError('invalid-data', `${missing.path} did not arrive whole. Choose it once more.`, {
      reason: 'not-whole',
      name: missing.path,
    });
  }

  /** Like `get`; the import does not expire before `release`. */
  hold(id: string): StagedImport {
    const staged = this.get(id);
    this.#find(id).readers++;
    return staged;
  }

  /** The counterpart of `hold`. */
  release(id: string): void {
    const staging = this.#imports.get(id);
    if (staging !== undefined) staging.readers--;
    staging?.expiry?.refresh();
  }

  async discard(id: string): Promise<void> {
    const folder = this.#imports.get(id)?.folder ?? null;
    this.#forget(id);
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }

  #find(id: string): Staging {
    const staging = this.#imports.get(id);
    staging?.expiry?.refresh();
    if (staging !== undefined) return staging;
    throw new StudioError('import-not-found', 'This import is over or was given up. Choose the files once more.', {});
  }

  #forget(id: string): void {
    const staging = this.#imports.get(id);
    clearTimeout(staging?.expiry ?? undefined);
    staging?.endUpload();
    this.#imports.delete(id);
  }

  #expire(id: string): void {
    const staging = this.#imports.get(id);
    if (staging === undefined) return;
    if (staging.readers > 0) staging.expiry?.refresh();
    // The next start removes what cannot be removed now.
    else this.discard(id).catch(() => undefined);
  }
}

function refuseTooLarge(name: string, files: readonly { bytes: number }[]): void {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= maximumImportBytes) return;
  const maximum = maximumImportBytes / 2 ** 20;
  const size = Math.ceil(total / 2 ** 20);
  throw new StudioError(
    'dataset-too-large',
    `${name} has ${size} MB; an import may have ${maximum} MB. Split it into smaller files.`,
    { name, size, maximum },
  );
}

/** Only shown and split into folders; nothing is ever opened by it. */
function relativePath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\/+/, '');
}
