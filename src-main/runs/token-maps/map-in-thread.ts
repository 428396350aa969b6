import { Worker } from 'node:worker_threads';
import type { VectorMap } from '../../../src-engine/spec/insight-spec.ts';
import type { MapMessage, MapQuestion } from './map-thread.ts';
import type { MapTask } from './map-vectors.ts';

interface PendingMap {
  resolve(map: VectorMap): void;
  reject(error: unknown): void;
  onProgress(done: number, total: number): void;
}

/**
 * The one thread that lays out vectors, map after map. It stays until the process ends: in a utility process of Electron a thread that is
 * ended may take the whole process along (electron#47986).
 */
let worker: Worker | null = null;
let lastId = 0;
const pending = new Map<number, PendingMap>();

/** Lays out vectors in a thread, so that the host goes on answering. Rejects with the signal's reason when it aborts; the thread then leaves the map unfinished. */
export function mapInThread(
  task: MapTask,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<VectorMap> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<VectorMap>();
  const id = ++lastId;
  const isUnwanted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const abort = () => {
    Atomics.store(isUnwanted, 0, 1);
    settle(id)?.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  pending.set(id, { resolve, reject, onProgress });
  const thread = (worker ??= start());
  thread.ref();
  thread.postMessage({ id, task, isUnwanted } satisfies MapQuestion);
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

/** Takes a map from those that somebody waits for. A process that has nothing else to do may end then. */
function settle(id: number): PendingMap | undefined {
  const found = pending.get(id);
  pending.delete(id);
  if (pending.size === 0) worker?.unref();
  return found;
}

function start(): Worker {
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './map-thread.ts' : './map-thread.js', import.meta.url);
  const started = new Worker(entry);
  started.on('message', (message: MapMessage) => {
    if (message.type === 'progress') pending.get(message.id)?.onProgress(message.done, message.total);
    else if (message.type === 'mapped') settle(message.id)?.resolve(message.map);
    else settle(message.id)?.reject(new Error(message.message));
  });
  const end = (error: Error) => {
    if (worker === started) worker = null;
    for (const id of [...pending.keys()]) settle(id)?.reject(error);
  };
  started.on('error', end);
  started.on('exit', () => end(new Error('The thread of maps ended without an answer.')));
  return started;
}
