import { ArchiveRefused, type Archive, type PackedKind } from '../../datasets/readers/archive.ts';
import type { Extraction, HearExtracted } from '../../datasets/readers/extraction.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import { MemoryLimitExceeded, ProcessEnded, TimeLimitExceeded, type Conversation } from './format-process.ts';
import type { FormatProcesses } from './format-processes.ts';
import type { ArchiveEvent, PieceRequest } from './format-task.ts';

/**
 * Opens an archive in a process of its own, which gives its files in pieces, each when it is asked for. Rejects with `archive-refused`,
 * which says what happened and what can be done, and with the signal's reason where it aborts.
 */
export async function openArchive(
  formats: FormatProcesses,
  kind: PackedKind,
  file: StagedFile,
  signal: AbortSignal,
): Promise<Archive> {
  const conversation = new ArchiveConversation();
  const work = formats.perform({ type: 'read-archive', kind, file }, signal, conversation).then(
    () => conversation.end(new Error('The archive was closed.')),
    (error: unknown) => conversation.end(refusalOf(file.path, error) ?? error),
  );
  const entries = await conversation.entries();
  return {
    files: entries.map(({ path, bytes }, entry) => ({
      path,
      bytes,
      read: () => readEntry(conversation, entry),
      extract: (extraction: Extraction, hear: HearExtracted) => readEntry(conversation, entry, extraction, hear),
    })),
    async close() {
      conversation.close();
      await work;
    },
  };
}

async function* readEntry(
  conversation: ArchiveConversation,
  entry: number,
  extraction: Extraction | null = null,
  hear: HearExtracted = () => undefined,
): AsyncGenerator<Uint8Array> {
  for (let offset = 0, isLast = false; !isLast;) {
    const piece = await conversation.piece({ type: 'read-piece', entry, offset, extraction });
    if (piece.extracted !== null) hear(piece.extracted);
    if (piece.bytes.length > 0) yield piece.bytes;
    offset += piece.bytes.length;
    isLast = piece.isLast;
  }
}

/** The host's side of an open archive: one answer is awaited at a time, the list of the entries first. */
class ArchiveConversation implements Conversation {
  #awaited: PromiseWithResolvers<ArchiveEvent> | null = Promise.withResolvers<ArchiveEvent>();
  #send: Parameters<Conversation['onStart']>[0] | null = null;
  #end: { error: unknown } | null = null;

  onStart(send: Parameters<Conversation['onStart']>[0]): void {
    this.#send = send;
  }

  onEvent(event: ArchiveEvent): void {
    this.#awaited?.resolve(event);
    this.#awaited = null;
  }

  async entries(): Promise<Extract<ArchiveEvent, { type: 'entries' }>['entries']> {
    const event = await this.#awaited?.promise;
    if (event?.type !== 'entries') throw new Error('An archive did not begin with its entries.');
    return event.entries;
  }

  async piece(request: PieceRequest): Promise<Extract<ArchiveEvent, { type: 'piece' }>> {
    if (this.#end !== null) throw this.#end.error;
    if (this.#awaited !== null) throw new Error('An archive is read one file at a time.');
    const awaited = Promise.withResolvers<ArchiveEvent>();
    this.#awaited = awaited;
    this.#send?.(request);
    const event = await awaited.promise;
    if (event.type !== 'piece') throw new Error('An archive did not answer with a piece.');
    return event;
  }

  close(): void {
    this.#send?.({ type: 'cancel' });
  }

  /** Nothing more will be answered. Whoever waits for an answer, or asks for one, is told the reason. */
  end(error: unknown): void {
    this.#end = { error };
    this.#awaited?.reject(error);
    this.#awaited = null;
  }
}

function refusalOf(name: string, error: unknown): ArchiveRefused | null {
  if (error instanceof MemoryLimitExceeded) {
    const limit = Math.round(error.limitBytes / 2 ** 20);
    const why =
      `took more than ${limit} MB of memory to be read, so reading was ended. Such files may be made to do harm. ` +
      'Pack it once more, and try again.';
    return new ArchiveRefused(name, why, { reason: 'lacks-memory', limit });
  }
  if (error instanceof TimeLimitExceeded) {
    const seconds = Math.round(error.limitMs / 1000);
    const why =
      `could not be read on for ${seconds} seconds, so reading was ended: it is damaged, or the machine is very busy. ` +
      'Pack it once more, and try again.';
    return new ArchiveRefused(name, why, { reason: 'takes-too-long', seconds });
  }
  if (error instanceof ProcessEnded) {
    const why =
      'was not read to its end, since the program that reads it ended: it may be damaged or made to do harm. ' +
      'Nothing else is affected. Pack it once more, and try again.';
    return new ArchiveRefused(name, why, { reason: 'reader-ended' });
  }
  return null;
}
