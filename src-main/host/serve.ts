import { RPCHandler } from '@orpc/server/ws';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { StudioError } from '../contract/errors.ts';
import { maximumMessageFileBytes } from '../datasets/import-staging.ts';
import { AccessGuard } from './access-guard.ts';
import { openAccessToken } from './access-token.ts';
import type { Host } from './host.ts';
import { exportIdOf, sendExport } from './send-export.ts';
import { readStaticFile } from './static-files.ts';
import { howToOpenPage, securityHeaders } from './web-pages.ts';

export interface ServeOptions {
  /** 0: any free one. */
  port: number;
  /** The built renderer. */
  staticDir: string;
}

export interface StudioServer {
  readonly port: number;
  /** Lets a browser in. */
  readonly url: string;
  /** Ends all connections. The host stays open. */
  close(): Promise<void>;
}

const address = '127.0.0.1';
const apiPath = '/api';
/** The largest file that one message brings, and what surrounds it. */
const maximumMessageBytes = maximumMessageFileBytes + 2 ** 20;
const closeTimeoutMs = 1000;

/** Serves the studio to browsers on this machine. Throws `port-in-use`. */
export async function serve(host: Host, { port: wantedPort, staticDir }: ServeOptions): Promise<StudioServer> {
  const token = openAccessToken(host.dataDir);
  const server = createServer();
  const port = await listen(server, wantedPort);
  const guard = new AccessGuard(token, port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, perMessageDeflate: false });
  const handler = new RPCHandler(host.router);

  server.on('request', (request, response) => {
    answer(request, response, { host, guard, staticDir }).catch((error: unknown) => {
      host.log('error', `The answer to ${request.method ?? ''} ${request.url ?? ''} failed.`, error);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (urlOf(request)?.pathname !== apiPath || !guard.mayUpgrade(request)) return refuseUpgrade(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => host.log('warn', 'A connection was ended.', error));
      void handler.upgrade(withBackpressure(webSocket), { context: {} });
    });
  });

  return {
    port,
    url: `http://${address}:${port}/?token=${token.text}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets.clients) socket.close(1001, 'The studio was closed.');
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, closeTimeoutMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return reject(error);
      const why = error.code === 'EACCES' ? 'may not be used by this program' : 'is in use';
      const message = `Port ${port} ${why}. Choose another one with --port, or --port 0 for any free one.`;
      reject(new StudioError('port-in-use', message, { port }));
    });
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { host, guard, staticDir }: { host: Host; guard: AccessGuard; staticDir: string },
): Promise<void> {
  const send = (status: number, type: string, content: Uint8Array | string, headers: Record<string, string> = {}) => {
    const length = Buffer.byteLength(content);
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': length,
      'Cache-Control': 'no-store',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
  const sendText = (status: number, text: string, headers: Record<string, string> = {}) =>
    send(status, 'text/plain; charset=utf-8', text, headers);

  if (!guard.isOurs(request)) return sendText(403, 'This address is not served here.\n');
  for (const [name, value] of Object.entries(securityHeaders(request.headers.host ?? '')))
    response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendText(405, 'Not allowed.\n', { Allow: 'GET, HEAD' });
  const url = urlOf(request);
  if (url === null) return sendText(400, 'No such address.\n');
  if (url.pathname === '/' && guard.acceptsToken(url.searchParams.get('token'))) {
    return sendText(303, '', { Location: '/', 'Set-Cookie': guard.cookie() });
  }
  if (!guard.hasCookie(request)) return send(401, 'text/html; charset=utf-8', howToOpenPage);
  const exportId = exportIdOf(url.pathname);
  if (exportId !== null) {
    if (!(await sendExport(host, exportId, request, response))) sendText(404, 'This export is gone.\n');
    return;
  }
  const file = await readStaticFile(staticDir, url.pathname);
  if (file === null) return sendText(404, 'No such file.\n');
  const caching = file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache';
  send(200, file.type, file.content, { 'Cache-Control': caching });
}

/** Only paths: a whole URL, as for a proxy, or a // that would be read as a host counts as no address. */
function urlOf({ url = '' }: IncomingMessage): URL | null {
  return /^\/(?!\/)/.test(url) ? URL.parse(url, 'http://studio') : null;
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/**
 * A message counts as sent when the socket has taken it, so that a slow reader is not written to without end. A socket that takes
 * nothing any more is closed, which its own event says.
 */
function withBackpressure(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    send: (data: string | Uint8Array) => new Promise<void>((resolve) => socket.send(data, () => resolve())),
  };
}
