import { setImmediate } from 'node:timers/promises';
import type { NamedTensor } from '../../src-engine/spec/checkpoint-spec.ts';
import type { DatabaseThread } from './threads/database-thread.ts';
import type { ReaderTasks, WriterTasks } from './threads/thread-tasks.ts';

/** A tensor whose bytes the writer thread has stored. */
export interface StoredTensor extends Omit<NamedTensor, 'bytes'> {
  tensorKey: number;
}

/** Smaller ones are copied to the writer thread in no time, and stay the caller's. */
const fewestBytesToHandOver = 2 ** 16;

/** Tensors' bytes by their sha-256: what two checkpoints share is stored once. Bytes go to and from the threads of the database. */
export function storedTensors(
  writer: DatabaseThread<WriterTasks>,
  reader: DatabaseThread<ReaderTasks>,
  transaction: <T>(work: () => T) => T,
) {
  return {
    /** By its hash; null means no checkpoint has it any more. */
    content: (hash: string): Promise<Uint8Array | null> => reader.ask('read-tensor', hash),

    /**
     * Stores tensors by pieces, then has `commit` write the checkpoint's row, and what belongs to it, in one transaction. Takes over the
     * bytes of large tensors, which are empty afterwards. Whatever ends this early leaves tensors that nothing refers to; they are swept.
     */
    async store<T>(tensors: readonly NamedTensor[], commit: (stored: StoredTensor[]) => T): Promise<T> {
      if (tensors.length === 0) return transaction(() => commit([]));
      const bytes: Uint8Array[] = [];
      for (const tensor of tensors) bytes.push(await ownBytes(tensor.bytes));
      const large = bytes.filter(({ byteLength }) => byteLength >= fewestBytesToHandOver);
      const buffers = new Set(large.map(({ buffer }) => buffer as ArrayBuffer));
      const keys = await writer.ask('store-tensors', bytes, [...buffers]);
      try {
        return transaction(() =>
          commit(tensors.map(({ name, shape, type }, n) => ({ name, shape, type, tensorKey: keys[n] }))),
        );
      } finally {
        // A sweep follows, for which nobody has to wait.
        writer.ask('release-tensors', keys).catch(() => undefined);
      }
    },

    /** Begins to delete what no checkpoint has any more. Nobody has to wait: what is left when the store closes goes after the next start. */
    sweep: (): void => void writer.ask('sweep-tensors', null).catch(() => undefined),
  };
}

/** Bytes with a buffer of their own, which can be handed over. */
async function ownBytes(bytes: Uint8Array): Promise<Uint8Array> {
  const isOwn = bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength;
  if (isOwn || bytes.byteLength < fewestBytesToHandOver) return bytes;
  await setImmediate(); // others have their turn between copies
  return new Uint8Array(bytes);
}
