import type { IncomingMessage, ServerResponse } from 'node:http';

/** The time that a client has to read why nothing more is taken from it. */
const TIME_TO_READ_MS = 500;
const MUCH_BYTES = 2 ** 16;
const MOST_READ_AWAY_BYTES = 16 * 2 ** 20;

export function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

/** Tells whether more of the body is to come than Node reads away by itself, so that the connection can be used again. */
export function leavesMuchUnread(request: IncomingMessage): boolean {
  const { headers, complete } = request;
  return !complete && ('transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > MUCH_BYTES);
}

/**
 * Answers a request whose body is not taken. A moderate rest is read away, so that the connection can be used again: its client may have
 * sent everything and count on that. Where more comes, the connection ends, and not at once: the end of one that still brings something
 * takes the answer away with it.
 */
export function endAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  const readAway = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_READ_AWAY_BYTES) request.off('data', readAway).pause();
  };
  request.on('data', readAway).resume();
  const end = () => {
    if (!request.complete) request.destroy();
  };
  response.once('finish', () => setTimeout(end, TIME_TO_READ_MS).unref());
}
