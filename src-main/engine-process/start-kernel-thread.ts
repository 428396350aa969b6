import { Worker } from 'node:worker_threads';
import type { StartKernelThread } from '../../src-engine/backends/wasm/kernel-threads.ts';

/** Starts a worker thread for a backend. It ends with the backend, or with the process. */
export const startKernelThread: StartKernelThread = (task) => {
  // Beside this file: a source when run from sources, a bundle when built.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './kernel-thread.ts' : './kernel-thread.js', import.meta.url);
  const worker = new Worker(entry, { workerData: task });
  worker.unref();
  // The backend does without it.
  worker.on('error', (error) => process.stderr.write(`A thread of the engine ended: ${error.message}\n`));
};
