/** The tasks of the database's threads, and their answers. Byte arrays are handed over, not copied. */
import type { RelayedError } from '../../contract/errors.ts';
import type { CompressedChunk } from '../text-chunks.ts';

export interface WriterTasks {
  /** Stores tensors by pieces, each once, and keeps them from being swept until they are released. Gives a key each. */
  'store-tensors': { asked: Uint8Array[]; answer: number[] };
  /** By now a checkpoint refers to them, or none ever will. */
  'release-tensors': { asked: number[]; answer: null };
  /** Deletes the tensors that no checkpoint refers to any more. */
  'sweep-tensors': { asked: null; answer: null };
  'append-text': { asked: { textKey: number; ordinal: number; chunk: CompressedChunk }; answer: null };
  /** Deletes what nothing refers to any more, and gives the space back to the disk. */
  'free-disk': { asked: null; answer: null };
}

export interface ReaderTasks {
  'load-tensors': { asked: { checkpointKey: number; step: number; prefix: string }; answer: LoadedTensor[] };
  /** By its hash; null means no checkpoint has it any more. */
  'read-tensor': { asked: string; answer: Uint8Array | null };
}

export interface LoadedTensor {
  name: string;
  shape: number[];
  type: 'float32' | 'float64';
  bytes: Uint8Array;
}

/** Questions by their names. */
export type Tasks<T> = Record<keyof T, { asked: unknown; answer: unknown }>;

export interface ThreadData {
  file: string;
  /** The shared memory of the WriteGate. */
  gate: SharedArrayBuffer;
}

export interface Question {
  id: number;
  task: string;
  asked: unknown;
}

/** An error as it crosses threads; `storage`: SQLite's own code, or the system's. */
export type ThreadFailure = { studio: RelayedError } | { message: string; stack: string; storage: string | undefined };

export type ThreadMessage =
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'failed'; id: number; failure: ThreadFailure }
  | { type: 'slow-query'; sql: string; elapsedMs: number };
