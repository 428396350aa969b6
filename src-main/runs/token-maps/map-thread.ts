/** A worker thread of the host: lays out vectors in the plane, one map after the other, and tells how far it is. */
import { parentPort } from 'node:worker_threads';
import type { VectorMap } from '../../../src-engine/spec/insight-spec.ts';
import { mapVectors, type MapTask } from './map-vectors.ts';

export interface MapQuestion {
  id: number;
  task: MapTask;
  /** One element in shared memory: 1 as soon as nobody waits for the map any more. */
  isUnwanted: Int32Array;
}

export type MapMessage =
  | { type: 'progress'; id: number; done: number; total: number }
  | { type: 'mapped'; id: number; map: VectorMap }
  | { type: 'failed'; id: number; message: string };

const post = (message: MapMessage) => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, task, isUnwanted }: MapQuestion) => {
  const stopIfUnwanted = () => {
    if (Atomics.load(isUnwanted, 0) === 1) throw new Error('Nobody waits for this map any more.');
  };
  try {
    stopIfUnwanted();
    const map = mapVectors(task, (done, total) => {
      stopIfUnwanted();
      post({ type: 'progress', id, done, total });
    });
    post({ type: 'mapped', id, map });
  } catch (error) {
    post({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
