import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

const PING_EVERY_MS = 30_000;

/**
 * Ends a connection from which nothing has come between two pings, not even the answer to the first: its other end is gone, and
 * nobody said so. A long upload, behind which answers wait, is no silence.
 */
export function watchForSilence(webSocket: WebSocket, connection: Socket): void {
  let received = -1;
  const timer = setInterval(() => {
    if (connection.bytesRead === received) return webSocket.terminate();
    received = connection.bytesRead;
    webSocket.ping();
  }, PING_EVERY_MS).unref();
  webSocket.once('close', () => clearInterval(timer));
}
