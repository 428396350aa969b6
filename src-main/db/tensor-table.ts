import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';

export type TensorTable = ReturnType<typeof tensorTable>;

/** Tensors' bytes by their sha-256: what two checkpoints share is stored once. */
export function tensorTable(database: Database) {
  const selectKey = database.prepare<[string], number>('SELECT key FROM tensors WHERE hash = ?').pluck();
  const selectContent = database.prepare<[string], Buffer>('SELECT content FROM tensors WHERE hash = ?').pluck();
  const insert = database.prepare<[string, Uint8Array]>('INSERT INTO tensors (hash, content) VALUES (?, ?)');

  return {
    /** By its hash; undefined: no checkpoint has it any more. */
    content: (hash: string): Buffer | undefined => selectContent.get(hash),
    /** The key under which these bytes are stored, now or since long. */
    intern(bytes: Uint8Array): number {
      const hash = tensorHash(bytes);
      return selectKey.get(hash) ?? Number(insert.run(hash, bytes).lastInsertRowid);
    },
  };
}

export function tensorHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
