import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Caller } from '../api/caller.ts';

/** Writes one line. */
export type WriteRequest = (line: string) => void;

/** The logged facts of a request: who, what, how much and how long, never its contents. */
interface LoggedRequest {
  what: string;
  status: number;
  receivedBytes: number;
  sentBytes: number;
  /** The time of its beginning by `performance.now`. */
  startedAt: number;
  caller: Caller | null;
  client: string;
}

export function requestLine(request: LoggedRequest): string {
  const { what, status, receivedBytes, sentBytes, startedAt, caller, client } = request;
  const elapsedMs = Math.round(performance.now() - startedAt);
  return `${what} ${status} in=${receivedBytes} out=${sentBytes} ms=${elapsedMs} by=${caller?.name ?? '-'} from=${client}`;
}

/** Writes a line when the answer has gone, or its line was closed. */
export function logAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { caller, client, write }: { caller: Caller | null; client: string; write: WriteRequest },
): void {
  const startedAt = performance.now();
  const { socket } = request;
  const written = socket.bytesWritten;
  response.once('close', () => {
    const what = `${request.method ?? ''} ${placeOf(request)}`;
    const receivedBytes = Number(request.headers['content-length'] ?? 0);
    const sentBytes = socket.bytesWritten - written;
    write(requestLine({ what, status: response.statusCode, receivedBytes, sentBytes, startedAt, caller, client }));
  });
}

/** Writes a line when a socket of the API is closed, which its calls are not part of. */
export function logSocket(
  socket: Socket,
  { caller, client, write }: { caller: Caller; client: string; write: WriteRequest },
): void {
  const startedAt = performance.now();
  socket.once('close', () => {
    const { bytesRead: receivedBytes, bytesWritten: sentBytes } = socket;
    write(requestLine({ what: 'SOCKET /api', status: 101, receivedBytes, sentBytes, startedAt, caller, client }));
  });
}

/** An address may hold a token, or whatever somebody typed: only known ones are written down, without what follows a question mark. */
export function placeOf({ url = '' }: IncomingMessage): string {
  const [path] = url.split('?');
  if (/^\/exports\/[0-9a-f-]{36}$/.test(path)) return '/exports/ID';
  if (path === '/metrics') return path;
  const ofApi = /^\/v1\/(models|runs)\/[^/]+(\/(metrics|pause|resume|stop))?$/.exec(path);
  if (ofApi !== null) return `/v1/${ofApi[1]}/ID${ofApi[2] ?? ''}`;
  if (/^\/v1\/[a-z]+(\.json|\/page\.(js|css))?$/.test(path)) return path;
  return /^\/(api|healthz|licences\.json|favicon\.ico|assets\/[\w.-]{1,80})?$/.test(path) ? path : '(other)';
}
