import { Parser, type Handler } from 'htmlparser2';
import { ArchiveRefused, archiveFault } from '../archive.ts';
import { readAll, type OutsideFile } from '../outside-file.ts';
import { openZip } from '../zip-archive.ts';

/** More is no text that a person has written, and is refused before it fills the memory. */
const maximumBytes = 2 ** 31;

/** A document that is a ZIP archive of parts. */
export interface DocumentArchive {
  has(path: string): boolean;
  paths(): string[];
  /** Yields a part of it as text. Rejects with `archive-refused` where there is none. */
  read(path: string): AsyncGenerator<string>;
  close(): void;
}

/** Opens a document by what it is said to be. Rejects with `archive-refused` where it is no archive, or damaged. */
export async function openDocument(file: OutsideFile, format: string): Promise<DocumentArchive> {
  const archive = await openZip(file.path, file.file ?? (await readAll(file)), maximumBytes).catch((error: unknown) => {
    throw damagedDocument(file.path, format, archiveFault(error) ?? String(error));
  });
  const parts = new Map(archive.files.map((part) => [part.path, part]));
  return {
    has: (path) => parts.has(path),
    paths: () => [...parts.keys()],
    async *read(path) {
      const part = parts.get(path);
      if (part === undefined) throw damagedDocument(file.path, format, `there is no ${path} in it`);
      const decoder = new TextDecoder();
      for await (const chunk of part.read()) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
    close: () => archive.close(),
  };
}

/** Parses a part that is XML. Entities of its own making are not replaced, so that none can grow. */
export async function parseXml(pieces: AsyncIterable<string>, handler: Partial<Handler>): Promise<void> {
  const parser = new Parser(handler, { xmlMode: true });
  for await (const piece of pieces) parser.write(piece);
  parser.end();
}

/** `detail` says what is missing or wrong, in a few words. */
export function damagedDocument(name: string, format: string, detail: string): ArchiveRefused {
  const why = `is damaged, or no ${format} (${detail}). Save it once more with the program that made it, and try again.`;
  return new ArchiveRefused(name, why, { reason: 'damaged-document', format });
}

export function encryptedDocument(name: string, format: string): ArchiveRefused {
  const why = `is encrypted, so that its text cannot be read. Save it as ${format} without a password, and import that.`;
  return new ArchiveRefused(name, why, { reason: 'encrypted-document', format });
}

export function withoutText(name: string, format: string): ArchiveRefused {
  const why = `is a ${format} without any text in it, as pages are that were scanned. Let a program recognise its text (OCR), and import that.`;
  return new ArchiveRefused(name, why, { reason: 'no-text', format });
}
