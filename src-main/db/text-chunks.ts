import type { Writer } from './handles/handles.ts';

export interface CompressedChunk {
  compression: 'zstd';
  content: Uint8Array;
}

/** The pieces of texts, for the writer thread. */
export function textChunks(database: Writer) {
  const insert = database.prepare<[number, number, string, Uint8Array]>(
    'INSERT INTO text_chunks (text_key, ordinal, compression, content) VALUES (?, ?, ?, ?)',
  );

  return {
    append: (textKey: number, ordinal: number, { compression, content }: CompressedChunk): void =>
      void insert.run(textKey, ordinal, compression, content),
  };
}
