import type { Archive, OpenArchive, PackedKind } from './archive.ts';
import { unpackedName, type SinglePacking } from './packed-file.ts';
import { diskFile, type SourceFile } from './source-file.ts';
import type { StagedFile } from './staged-file.ts';

/** Files on the disk that are read in the process for files of other programs. One of them is open there at a time: the last one read. */
export class OutsideFiles {
  readonly #openArchive: OpenArchive;
  readonly #signal: AbortSignal;
  #open: { kind: PackedKind; file: string; archive: Promise<Archive> } | null = null;

  constructor(openArchive: OpenArchive, signal: AbortSignal) {
    this.#openArchive = openArchive;
    this.#signal = signal;
  }

  /** A file as it lies on the disk. Only what is taken out of it comes from the other process. */
  plain(staged: StagedFile): SourceFile {
    return {
      ...diskFile(staged.path, staged.file, staged.bytes),
      extract: (...how) => this.#read('plain', staged, (file) => file.extract?.(...how)),
    };
  }

  /** The content that is packed in a file. */
  unpacked(staged: StagedFile, packing: SinglePacking): SourceFile {
    return {
      path: unpackedName(staged.path),
      bytes: staged.bytes,
      read: () => this.#read(packing, staged, (file) => file.read()),
      extract: (...how) => this.#read(packing, staged, (file) => file.extract?.(...how)),
    };
  }

  /** The files in an archive. */
  async archived(staged: StagedFile): Promise<SourceFile[]> {
    return (await this.#archiveOf('zip', staged)).files;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.archive.then((archive) => archive.close());
  }

  async *#read(
    kind: PackedKind,
    staged: StagedFile,
    read: (file: SourceFile) => AsyncIterable<Uint8Array> | undefined,
  ): AsyncGenerator<Uint8Array> {
    const [file] = (await this.#archiveOf(kind, staged)).files;
    const chunks = file === undefined ? undefined : read(file);
    if (chunks !== undefined) yield* chunks;
  }

  async #archiveOf(kind: PackedKind, staged: StagedFile): Promise<Archive> {
    if (this.#open?.kind !== kind || this.#open.file !== staged.file) {
      await this.close();
      const archive = this.#openArchive(kind, staged, this.#signal);
      this.#open = { kind, file: staged.file, archive };
      // One that could not be opened is not there to be closed.
      archive.catch(() => (this.#open = null));
    }
    return this.#open.archive;
  }
}
