import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { mapInThread } from '../../../src-main/runs/token-maps/map-in-thread.ts';

const vectors = Float32Array.from({ length: 400 }, (_, place) => Math.sin(place * place));
const task = { vectors, dimensions: 4, method: 'umap' } as const;
const silent = () => undefined;

test('maps are laid out one after the other by one thread that never ends, given up or not', async () => {
  const started: Worker[] = [];
  let endings = 0;
  const count = (worker: Worker) => {
    started.push(worker);
    worker.once('exit', () => (endings += 1));
  };
  process.on('worker', count);
  onTestFinished(() => void process.off('worker', count));

  const all = await Promise.all([1, 2].map(() => mapInThread(task, silent, new AbortController().signal)));
  expect(all[1]).toEqual(all[0]);
  const unwanted = new AbortController();
  const given = mapInThread(task, silent, unwanted.signal);
  unwanted.abort(new Error('Nobody waits.'));
  await expect(given).rejects.toThrow('Nobody waits.');
  expect(await mapInThread(task, silent, new AbortController().signal)).toEqual(all[0]);
  await setImmediate();
  expect({ started: started.length, endings }).toEqual({ started: 1, endings: 0 });
});
