import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { VectorMap } from '../../../src-engine/spec/insight-spec.ts';
import type { MapMessage } from './map-thread.ts';
import type { MapTask } from './map-vectors.ts';

/** Lays out vectors in a thread, so that the host goes on answering. Rejects with the signal's reason when it aborts, and the thread has ended. */
export async function mapInThread(
  task: MapTask,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<VectorMap> {
  signal.throwIfAborted();
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './map-thread.ts' : './map-thread.js', import.meta.url);
  const { promise, resolve, reject } = Promise.withResolvers<VectorMap>();
  const worker = new Worker(entry, { workerData: task });
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort);
  worker.on('message', (message: MapMessage) => {
    if (message.type === 'mapped') resolve(message.map);
    else onProgress(message.done, message.total);
  });
  worker.on('error', reject);
  void once(worker, 'exit').then(() => reject(new Error('The thread of a map ended without an answer.')), reject);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
