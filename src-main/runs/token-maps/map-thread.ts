/** A worker thread of the host: lays out vectors in the plane, tells how far it is, and the places at the end. */
import { parentPort, workerData } from 'node:worker_threads';
import type { VectorMap } from '../../../src-engine/spec/insight-spec.ts';
import { mapVectors, type MapTask } from './map-vectors.ts';

export type MapMessage = { type: 'progress'; done: number; total: number } | { type: 'mapped'; map: VectorMap };

const post = (message: MapMessage) => parentPort?.postMessage(message);

post({
  type: 'mapped',
  map: mapVectors(workerData as MapTask, (done, total) => post({ type: 'progress', done, total })),
});
