/** Returns the stack of whatever was thrown, for a log, if it is known. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
