import { createHash } from 'node:crypto';
import type { Writer } from '../handles/handles.ts';

/** Some 5 ms of writing, between which the small writes of the API thread pass. */
const pieceBytes = 2 ** 20;

/**
 * Stores tensors once by their sha-256, piece by piece. One that is not whole yet is marked so; one that no checkpoint refers to is swept,
 * unless it was stored a moment ago and its checkpoint is about to be committed. Storing and sweeping take turns: neither may begin
 * before the other has ended.
 */
export class TensorStorage {
  readonly #betweenPieces: () => Promise<void>;
  /** The number of pending checkpoints that hold each tensor, by its key. */
  readonly #held = new Map<number, number>();
  readonly #statements;

  constructor(database: Writer, betweenPieces: () => Promise<void>) {
    this.#betweenPieces = betweenPieces;
    this.#statements = prepareStatements(database);
  }

  /** Returns the keys of the tensors, in order. They are held until `release`. */
  async store(tensors: readonly Uint8Array[]): Promise<number[]> {
    const keys: number[] = [];
    try {
      for (const bytes of tensors) {
        const key = await this.#intern(bytes);
        this.#held.set(key, (this.#held.get(key) ?? 0) + 1);
        keys.push(key);
      }
      return keys;
    } catch (error) {
      this.release(keys);
      throw error;
    }
  }

  release(keys: readonly number[]): void {
    for (const key of keys) {
      const holders = (this.#held.get(key) ?? 1) - 1;
      if (holders === 0) this.#held.delete(key);
      else this.#held.set(key, holders);
    }
  }

  /** Deletes by pieces what no checkpoint refers to. */
  async sweep(): Promise<void> {
    const { selectUnreferenced, markUnreferenced } = this.#statements;
    for (const key of selectUnreferenced.all()) {
      // A checkpoint may have come to refer to it, or to be about to, while another one was deleted.
      if (!this.#held.has(key) && markUnreferenced.run(key).changes > 0) await this.#delete(key);
    }
  }

  async #intern(bytes: Uint8Array): Promise<number> {
    const { selectByHash, insert, insertPiece, complete } = this.#statements;
    const hash = await this.#hash(bytes);
    const known = selectByHash.get(hash);
    if (known?.is_complete === 1) return known.key;
    if (known !== undefined) await this.#delete(known.key);
    const isSmall = bytes.length <= pieceBytes;
    const key = Number(insert.run(hash, bytes.subarray(0, pieceBytes), isSmall ? 1 : 0).lastInsertRowid);
    if (isSmall) return key;
    for (let ordinal = 1; ordinal * pieceBytes < bytes.length; ordinal++) {
      await this.#betweenPieces();
      insertPiece.run(key, ordinal, bytes.subarray(ordinal * pieceBytes, (ordinal + 1) * pieceBytes));
    }
    await this.#betweenPieces();
    complete.run(key);
    return key;
  }

  async #hash(bytes: Uint8Array): Promise<string> {
    const hash = createHash('sha256');
    for (let start = 0; start < bytes.length; start += pieceBytes * 16) {
      hash.update(bytes.subarray(start, start + pieceBytes * 16));
      await this.#betweenPieces();
    }
    return hash.digest('hex');
  }

  async #delete(key: number): Promise<void> {
    const { removePiece, remove } = this.#statements;
    while (removePiece.run({ key }).changes > 0) await this.#betweenPieces();
    remove.run(key);
    await this.#betweenPieces();
  }
}

function prepareStatements(database: Writer) {
  return {
    selectByHash: database.prepare<[string], { key: number; is_complete: 0 | 1 }>(
      'SELECT key, is_complete FROM tensors WHERE hash = ?',
    ),
    insert: database.prepare<[string, Uint8Array, 0 | 1]>(
      'INSERT INTO tensors (hash, content, is_complete) VALUES (?, ?, ?)',
    ),
    insertPiece: database.prepare<[number, number, Uint8Array]>(
      'INSERT INTO tensor_pieces (tensor_key, ordinal, content) VALUES (?, ?, ?)',
    ),
    complete: database.prepare<[number]>('UPDATE tensors SET is_complete = 1 WHERE key = ?'),
    selectUnreferenced: database
      .prepare<[], number>(
        'SELECT key FROM tensors t WHERE NOT EXISTS (SELECT 1 FROM checkpoint_tensors WHERE tensor_key = t.key)',
      )
      .pluck(),
    markUnreferenced: database.prepare<[number]>(
      `UPDATE tensors SET is_complete = 0, content = x''
       WHERE key = ? AND NOT EXISTS (SELECT 1 FROM checkpoint_tensors WHERE tensor_key = tensors.key)`,
    ),
    removePiece: database.prepare<{ key: number }>(
      `DELETE FROM tensor_pieces WHERE tensor_key = @key AND ordinal =
         (SELECT max(ordinal) FROM tensor_pieces WHERE tensor_key = @key)`,
    ),
    remove: database.prepare<[number]>('DELETE FROM tensors WHERE key = ?'),
  };
}
