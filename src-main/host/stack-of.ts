/** What a log says of whatever was thrown: where it came from, if that is known. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
