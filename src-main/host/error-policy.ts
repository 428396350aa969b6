import type { ErrorPolicy } from '../api/report-errors.ts';
import { StudioError } from '../contract/errors.ts';
import { storageError } from '../db/storage-error.ts';
import type { Log } from './host.ts';

/** Decides what a caller is told of an error, and what only the log is. */
export function errorPolicy(log: Log): ErrorPolicy {
  return {
    recognize: (error) => (error instanceof StudioError ? error : storageError(error)),
    log: (message, error) => log('error', message, error),
  };
}
