import { UsageError } from './usage-error.ts';

/** An error as programs read it, on standard output: the last line that a command with --json writes. */
export interface FailureDocument {
  error: { code: string; message: string; details?: unknown; problems?: unknown };
}

/** Errors that a line for programs has told already. */
const told = new WeakSet<object>();

/** Marks an error that a line for programs has told, so that it is not told twice. */
export function markTold<E extends Error>(error: E): E {
  told.add(error);
  return error;
}

export const isTold = (error: unknown): boolean => typeof error === 'object' && error !== null && told.has(error);

/**
 * Returns an error with its code: `usage` for a command line that makes no sense, the code of the studio's errors, that of
 * a training file with mistakes, or `failed`.
 */
export function failureDocument(error: unknown): FailureDocument {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return { error: { code: 'usage', message } };
  const { data, code, details, problems } = (error ?? {}) as Record<string, unknown>;
  // The studio's own errors come from a host with what they are about in `data`.
  const own = (typeof data === 'object' && data !== null ? data : { code, details }) as Record<string, unknown>;
  return {
    error: {
      code: typeof own['code'] === 'string' && isCode(own['code']) ? own['code'] : 'failed',
      message,
      ...(isFilled(own['details']) && { details: own['details'] }),
      ...(Array.isArray(problems) && { problems: problems as unknown[] }),
    },
  };
}

/** Codes of the studio are in small letters; those of the operating system are not. */
const isCode = (code: string): boolean => /^[a-z][a-z0-9-]*$/.test(code);
const isFilled = (details: unknown): boolean =>
  typeof details === 'object' && details !== null && Object.keys(details).length > 0;
