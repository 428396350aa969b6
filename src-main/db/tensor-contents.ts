import { createHash } from 'node:crypto';
import { StudioError } from '../contract/errors.ts';
import type { Reader } from './handles/handles.ts';
import type { LoadedTensor } from './threads/thread-tasks.ts';

interface TensorRow {
  key: number;
  name: string;
  shape: string;
  type: LoadedTensor['type'];
  hash: string;
}

/** Reads tensors from the pieces that they are stored in. */
export function tensorContents(database: Reader) {
  const selectOfCheckpoint = database.prepare<[number, string], TensorRow>(
    `SELECT t.key, c.name, c.shape, c.type, t.hash FROM checkpoint_tensors c JOIN tensors t ON t.key = c.tensor_key
     WHERE c.checkpoint_key = ? AND c.name GLOB ? ORDER BY c.ordinal`,
  );
  const selectKey = database
    .prepare<[string], number>('SELECT key FROM tensors WHERE hash = ? AND is_complete = 1')
    .pluck();
  const selectBytes = database
    .prepare<{ key: number }, number>(
      `SELECT (SELECT length(content) FROM tensors WHERE key = @key) +
         (SELECT coalesce(sum(length(content)), 0) FROM tensor_pieces WHERE tensor_key = @key)`,
    )
    .pluck();
  const selectFirst = database.prepare<[number], Buffer>('SELECT content FROM tensors WHERE key = ?').pluck();
  const selectPieces = database
    .prepare<[number], Buffer>('SELECT content FROM tensor_pieces WHERE tensor_key = ? ORDER BY ordinal')
    .pluck();

  function read(key: number): { bytes: Uint8Array<ArrayBuffer>; hash: string } {
    const bytes = new Uint8Array(selectBytes.get({ key }) ?? 0);
    const hash = createHash('sha256');
    let filled = 0;
    const add = (piece: Uint8Array) => {
      bytes.set(piece, filled);
      filled += piece.length;
      hash.update(piece);
    };
    const first = selectFirst.get(key);
    if (first !== undefined) add(first);
    for (const piece of selectPieces.iterate(key)) add(piece);
    return { bytes, hash: hash.digest('hex') };
  }

  return {
    /** Throws `invalid-checkpoint` where a tensor of the checkpoint of this step is not what was saved. */
    load(checkpointKey: number, step: number, prefix: string) {
      // One state of the database: a checkpoint that is replaced meanwhile is read to its end.
      return database.transaction(() =>
        selectOfCheckpoint.all(checkpointKey, `${prefix}*`).map((row) => {
          const { bytes, hash } = read(row.key);
          const shape = parsed(row.shape);
          const isWhole = isShape(shape) && sizeOf(shape, row.type) === bytes.length && hash === row.hash;
          if (!isWhole) throw damagedCheckpoint(step, row.name);
          return { name: row.name, shape, type: row.type, bytes };
        }),
      )();
    },
    read(hash: string) {
      return database.transaction(() => {
        const key = selectKey.get(hash);
        return key === undefined ? null : read(key).bytes;
      })();
    },
  };
}

/** null for what is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function isShape(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Returns the bytes of a tensor. */
export function sizeOf(shape: readonly number[], type: LoadedTensor['type']): number {
  return shape.reduce((size, length) => size * length, type === 'float32' ? 4 : 8);
}

export function damagedCheckpoint(step: number, what: string): StudioError {
  return new StudioError(
    'invalid-checkpoint',
    `The checkpoint of step ${step} is damaged: ${what} is not what was saved. Delete this checkpoint; the others are not concerned.`,
    { step, what },
  );
}
