import type { Database } from 'better-sqlite3';

export interface CompressedChunk {
  compression: 'zstd';
  content: Uint8Array;
}

/** Texts by the sha-256 of their UTF-8 bytes, in compressed pieces. */
export function textTable(database: Database) {
  const insertText = database.prepare<[string, number]>('INSERT INTO texts (hash, bytes) VALUES (?, ?)');
  const insertChunk = database.prepare<[number, number, string, Uint8Array]>(
    'INSERT INTO text_chunks (text_key, ordinal, compression, content) VALUES (?, ?, ?, ?)',
  );
  const selectChunks = database.prepare<[number], CompressedChunk>(
    'SELECT compression, content FROM text_chunks WHERE text_key = ? ORDER BY ordinal',
  );
  const selectFirst = database.prepare<[number], CompressedChunk>(
    'SELECT compression, content FROM text_chunks WHERE text_key = ? AND ordinal = 0',
  );

  return {
    /** Gives the key of the new text. */
    insert(hash: string, bytes: number, chunks: readonly CompressedChunk[]): number {
      const key = Number(insertText.run(hash, bytes).lastInsertRowid);
      chunks.forEach(({ compression, content }, ordinal) => insertChunk.run(key, ordinal, compression, content));
      return key;
    },
    chunks: (key: number): CompressedChunk[] => selectChunks.all(key),
    firstChunk: (key: number): CompressedChunk | undefined => selectFirst.get(key),
  };
}
