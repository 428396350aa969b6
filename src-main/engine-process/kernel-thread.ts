/** A worker thread of the engine process: computes parts of a backend's work, and nothing else. */
import { workerData } from 'node:worker_threads';
import { runKernelThread } from '../../src-engine/backends/wasm/kernel-threads.ts';
import type { KernelThreadTask } from '../../src-engine/backends/wasm/kernel-threads.ts';
import { loadNativeAddon } from './native/native-addon.ts';

runKernelThread(workerData as KernelThreadTask, loadNativeAddon);
