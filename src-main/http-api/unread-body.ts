import type { IncomingMessage, ServerResponse } from 'node:http';

/** The time that a client has to read why nothing more is taken from it. */
const TIME_TO_READ_MS = 500;
const MUCH_BYTES = 2 ** 16;

export function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

/** Tells whether more of the body is to come than Node reads away by itself, so that the connection can be used again. */
export function leavesMuchUnread(request: IncomingMessage): boolean {
  const { headers, complete } = request;
  return !complete && ('transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > MUCH_BYTES);
}

/**
 * Ends a connection on which more comes than will be read. Not at once: the end of a connection that still brings something takes the
 * answer away with it. Until then no more is read than a buffer holds, as somebody listens who never reads.
 */
export function endAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  request.on('readable', () => undefined);
  response.once('finish', () => setTimeout(() => request.destroy(), TIME_TO_READ_MS).unref());
}
