import type { Database } from 'better-sqlite3';
import { randomUUID } from 'node:crypto';

export interface CompressedChunk {
  compression: 'zstd';
  content: Uint8Array;
}

/**
 * Contents of datasets by their hash, in compressed pieces. A large one is written piece by piece, each safely on disk, and has no
 * hash until it is whole; what an ended process has left unfinished is deleted by the next.
 */
export function textTable(database: Database) {
  const insertText = database.prepare<[string]>('INSERT INTO texts (hash, bytes) VALUES (?, 0)');
  const insertChunk = database.prepare<[number, number, string, Uint8Array]>(
    'INSERT INTO text_chunks (text_key, ordinal, compression, content) VALUES (?, ?, ?, ?)',
  );
  const setBytes = database.prepare<[number, number]>('UPDATE texts SET bytes = ? WHERE key = ?');
  const finish = database.prepare<[string, number, number]>('UPDATE texts SET hash = ?, bytes = ? WHERE key = ?');
  const moveChunks = database.prepare<[number, number]>('UPDATE text_chunks SET text_key = ? WHERE text_key = ?');
  const insertNamed = database.prepare<[string, number]>('INSERT INTO texts (hash, bytes) VALUES (?, ?)');
  const remove = database.prepare<[number]>('DELETE FROM texts WHERE key = ?');
  const removeUnfinished = database.prepare<[]>(`DELETE FROM texts WHERE hash GLOB 'unfinished *'`);
  const selectBytes = database.prepare<[number], number>('SELECT bytes FROM texts WHERE key = ?').pluck();
  const selectStoredBytes = database
    .prepare<[number], number>('SELECT coalesce(sum(length(content)), 0) FROM text_chunks WHERE text_key = ?')
    .pluck();
  const selectChunk = database.prepare<[number, number], CompressedChunk>(
    'SELECT compression, content FROM text_chunks WHERE text_key = ? AND ordinal = ?',
  );

  return {
    /** Gives the key of a new, unfinished text. */
    begin: (): number => Number(insertText.run(`unfinished ${randomUUID()}`).lastInsertRowid),
    append(key: number, ordinal: number, { compression, content }: CompressedChunk): void {
      insertChunk.run(key, ordinal, compression, content);
    },
    finish: (key: number, hash: string, bytes: number): void => void finish.run(hash, bytes, key),
    /** Gives the key of a text that is not here: of its hash nothing more is known than its bytes. */
    insertMissing: (hash: string, bytes: number): number => Number(insertNamed.run(hash, bytes).lastInsertRowid),
    /** Gives the key of a text that a tokenizer from elsewhere belongs to. It has no content. */
    insertForTokenizer: (): number => Number(insertNamed.run(`tokenizer ${randomUUID()}`, 0).lastInsertRowid),
    /** Gives a missing text its content: that of an unfinished one, which is gone then. */
    fill(key: number, unfinishedKey: number, bytes: number): void {
      moveChunks.run(key, unfinishedKey);
      remove.run(unfinishedKey);
      setBytes.run(bytes, key);
    },
    /** Only a text that no dataset has: the others go with their dataset. */
    delete: (key: number): void => void remove.run(key),
    /** Whether there were any. */
    deleteUnfinished: (): boolean => removeUnfinished.run().changes > 0,
    setBytes: (key: number, bytes: number): void => void setBytes.run(bytes, key),
    /** On the disk, compressed. */
    storedBytes: (key: number): number => selectStoredBytes.get(key) ?? 0,
    bytes: (key: number): number => selectBytes.get(key) ?? 0,
    chunk: (key: number, ordinal: number): CompressedChunk | undefined => selectChunk.get(key, ordinal),
  };
}
