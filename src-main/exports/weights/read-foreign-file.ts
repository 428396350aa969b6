import { StudioError } from '../../contract/errors.ts';
import type { FormatProcesses } from '../processes/format-processes.ts';
import { MemoryLimitExceeded, ProcessEnded, TimeLimitExceeded } from '../processes/format-process.ts';
import type { FormatResults, FormatTask } from '../processes/format-task.ts';

type ReadingTask = Extract<FormatTask, { type: 'read-weights' | 'read-vocabulary' }>;

/**
 * Reads a file that may come from anywhere in a process of its own. Throws `model-file-refused` with what happened and what can be
 * done, what the reader throws, and the signal's reason where it aborts.
 */
export async function readForeignFile<T extends ReadingTask>(
  formats: FormatProcesses,
  task: T,
  signal: AbortSignal,
): Promise<FormatResults[T['type']]> {
  try {
    return await formats.perform(task, signal);
  } catch (error) {
    throw refusalOf(task, error) ?? error;
  }
}

function refusalOf({ file: { path: name, bytes } }: ReadingTask, error: unknown): StudioError | null {
  const size = megabytes(bytes);
  if (error instanceof MemoryLimitExceeded) {
    const limit = megabytes(error.limitBytes);
    const message =
      `Reading ${name} was ended: it took more than ${limit} MB of memory, and the file has ${size} MB. Nothing was imported. ` +
      'Files that unpack to far more than their size may be made to do harm. If you trust it, save the weights anew where they were made, as safetensors.';
    return new StudioError('model-file-refused', message, { reason: 'lacks-memory', name, limit, size });
  }
  if (error instanceof TimeLimitExceeded) {
    const seconds = Math.round(error.limitMs / 1000);
    const message =
      `Reading ${name} was ended: it took longer than ${seconds} seconds, which is far more than ${size} MB need. Nothing was imported. ` +
      'Save the weights anew where they were made, as safetensors, or try again when the machine is less busy.';
    return new StudioError('model-file-refused', message, { reason: 'takes-too-long', name, seconds, size });
  }
  if (error instanceof ProcessEnded) {
    const message =
      `${name} made the program that reads it end, so it is damaged or made to do harm. Nothing was imported, and nothing else is affected. ` +
      'Save the weights anew where they were made, as safetensors.';
    return new StudioError('model-file-refused', message, { reason: 'reader-ended', name });
  }
  return null;
}

const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 2 ** 20));
