import type { Writer } from './handles/handles.ts';
import type { CompressedChunk } from './text-chunks.ts';
import type { DatabaseThread } from './threads/database-thread.ts';
import type { WriterTasks } from './threads/thread-tasks.ts';

/**
 * Contents of datasets by their hash, in compressed pieces. A large one is written piece by piece, each safely on disk, and has no
 * hash until it is whole; what an ended process has left unfinished is deleted by the next. Nothing but the writer thread deletes pieces.
 */
export function textTable(database: Writer, writer: DatabaseThread<WriterTasks>) {
  const insertText = database.prepare<[string]>('INSERT INTO texts (role, bytes) VALUES (?, 0)');
  const setBytes = database.prepare<[number, number]>('UPDATE texts SET bytes = ? WHERE key = ?');
  const finish = database.prepare<[string, number, number]>(
    `UPDATE texts SET role = 'content', hash = ?, bytes = ? WHERE key = ?`,
  );
  const moveChunks = database.prepare<[number, number]>('UPDATE text_chunks SET text_key = ? WHERE text_key = ?');
  const insertNamed = database.prepare<[string, number]>(
    `INSERT INTO texts (role, hash, bytes) VALUES ('content', ?, ?)`,
  );
  const discard = database.prepare<[number]>(`UPDATE texts SET role = 'discarded', hash = NULL WHERE key = ?`);
  const discardUnfinished = database.prepare<[]>(`UPDATE texts SET role = 'discarded' WHERE role = 'unfinished'`);
  const selectBytes = database.prepare<[number], number>('SELECT bytes FROM texts WHERE key = ?').pluck();
  const selectStoredBytes = database
    .prepare<[number], number>('SELECT coalesce(sum(length(content)), 0) FROM text_chunks WHERE text_key = ?')
    .pluck();
  const selectChunk = database.prepare<[number, number], CompressedChunk>(
    'SELECT compression, content FROM text_chunks WHERE text_key = ? AND ordinal = ?',
  );

  return {
    /** Returns the key of a new, unfinished text. */
    begin: (): number => Number(insertText.run('unfinished').lastInsertRowid),
    /** Takes the piece's bytes over. */
    async append(textKey: number, ordinal: number, chunk: CompressedChunk): Promise<void> {
      await writer.ask('append-text', { textKey, ordinal, chunk });
    },
    finish: (key: number, hash: string, bytes: number): void => void finish.run(hash, bytes, key),
    /** Returns the key of a text that is not here: only its hash and its size are known. */
    insertMissing: (hash: string, bytes: number): number => Number(insertNamed.run(hash, bytes).lastInsertRowid),
    /** Returns the key of a text that a tokenizer from elsewhere belongs to. It has no content. */
    insertForTokenizer: (): number => Number(insertText.run('tokenizer').lastInsertRowid),
    /** Moves the content of an unfinished text into a missing one; the unfinished one is gone then. */
    fill(key: number, unfinishedKey: number, bytes: number): void {
      moveChunks.run(key, unfinishedKey);
      discard.run(unfinishedKey);
      setBytes.run(bytes, key);
    },
    /** Leaves a text that no dataset has to be swept; the others go with their dataset. */
    discard: (key: number): void => void discard.run(key),
    /** Returns whether there were any. */
    discardUnfinished: (): boolean => discardUnfinished.run().changes > 0,
    setBytes: (key: number, bytes: number): void => void setBytes.run(bytes, key),
    /** On the disk, compressed. */
    storedBytes: (key: number): number => selectStoredBytes.get(key) ?? 0,
    bytes: (key: number): number => selectBytes.get(key) ?? 0,
    chunk: (key: number, ordinal: number): CompressedChunk | undefined => selectChunk.get(key, ordinal),
  };
}
