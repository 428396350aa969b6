import { totalmem } from 'node:os';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { FormatTask } from './format-task.ts';

/** The limits of a task's use of the machine. */
export interface TaskLimits {
  memoryBytes: number;
  /** Counts while an answer is awaited. */
  timeMs: number;
}

const mebibyte = 2 ** 20;

/** For the program, the libraries of a format, and files that are small. */
const leastMemoryBytes = 640 * mebibyte;
/** A file is in memory as bytes, as numbers, as parameters in another order, and on its way to the host. */
const memoryPerByte = 10;
/** More would take the machine from the person, whatever a file's size. */
const largestMemoryShare = 0.75;
const mostHeapBytes = 2 ** 31;

const leastTimeMs: Record<FormatTask['type'], number> = {
  write: 120_000,
  round: 120_000,
  'prepare-older': 60_000,
  // A first start of PyTorch or Keras from a slow disk takes a minute.
  run: 180_000,
  'read-weights': 60_000,
  'read-vocabulary': 60_000,
  'read-archive': 60_000,
};
const timeMsPerByte = 500 / mebibyte;

/** Returns the limits of a task, which grow with the bytes that it is about. */
export function taskLimits(task: FormatTask): TaskLimits {
  const bytes = bytesOf(task);
  return {
    memoryBytes: Math.min(leastMemoryBytes + memoryPerByte * bytes, largestMemoryShare * machineMemory()),
    timeMs: leastTimeMs[task.type] + timeMsPerByte * bytes,
  };
}

/** Returns the bytes of the machine's memory, or of the container's where that has less. */
function machineMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

function bytesOf(task: FormatTask): number {
  switch (task.type) {
    case 'write':
    case 'round':
      return weightBytes(task.model);
    case 'prepare-older':
      return task.content.table.length;
    case 'run':
      return task.bytes;
    case 'read-weights':
    case 'read-vocabulary':
      return task.file.bytes;
    case 'read-archive':
      // Archives pass through in pieces, whatever their size; of a table, the columns of some rows are unpacked at once, and of a
      // document all of it.
      return task.kind === 'plain' ? task.file.bytes : 0;
  }
}

function weightBytes({ parameters, training }: TrainedModel): number {
  const tensors = [...parameters.values(), ...(training?.tensors.values() ?? [])];
  return tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
}

/** Returns what V8's own heap may hold, in megabytes: files come as bytes outside of it, and what is told of them is small. */
export function heapMegabytes(memoryBytes: number): number {
  return Math.floor(Math.min(memoryBytes, mostHeapBytes) / mebibyte);
}
