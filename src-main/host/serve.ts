import { RPCHandler } from '@orpc/server/ws';
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { StudioError } from '../contract/errors.ts';
import { maximumMessageFileBytes } from '../datasets/imports/import-staging.ts';
import { AccessGuard } from './access-guard.ts';
import { openAccessToken } from './access-token.ts';
import { answerRequest, urlOf } from './answer-request.ts';
import { ConnectionLimit } from './connection-limit.ts';
import type { Host } from './host.ts';
import { nameToOpen, namesOf } from './own-names.ts';
import { watchForSilence } from './watch-for-silence.ts';

// Imported as a module it would load all of Node's fetch too, for the sake of names that nobody uses here.
const { createServer: createHttpServer } = process.getBuiltinModule('node:http');

export interface ServeOptions {
  /** 0: any free one. */
  port: number;
  /** The built renderer. */
  staticDir: string;
  /** Where to listen; 127.0.0.1 if left out. Any other one lets the network in, which only who asked for it should get. */
  address?: string;
  /** PEM texts. */
  tls?: { certificate: string; key: string } | null;
}

export interface StudioServer {
  readonly port: number;
  /** Lets a browser in. */
  readonly url: string;
  /** The same, once and within a minute: for the arguments of a program, which others can read. */
  urlForOnce(): string;
  /** Ends all connections. The host stays open. */
  close(): Promise<void>;
}

const apiPath = '/api';
/** The largest file that one message brings, and what surrounds it. */
const maximumMessageBytes = maximumMessageFileBytes + 2 ** 20;
const closeTimeoutMs = 1000;
/** A head comes in one piece from any browser. Connections that take nothing end too; a download may rest for a while. */
const timing = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
const idleTimeoutMs = 600_000;
const handshakeTimeoutMs = 10_000;

/** Serves the studio to browsers. Throws `port-in-use`. */
export async function serve(host: Host, options: ServeOptions): Promise<StudioServer> {
  const { address = '127.0.0.1', tls = null, staticDir } = options;
  const token = openAccessToken(host.dataDir);
  const certificate = tls && new X509Certificate(tls.certificate);
  const scheme = tls ? 'https' : 'http';
  const server = tls
    ? (await import('node:https')).createServer({
        cert: tls.certificate,
        key: tls.key,
        handshakeTimeout: handshakeTimeoutMs,
        ...timing,
      })
    : createHttpServer(timing);
  server.setTimeout(idleTimeoutMs);
  const port = await listen(server, options.port, address);
  const guard = new AccessGuard(token, { scheme, port, isOwnName: namesOf(address, certificate) });
  const limit = new ConnectionLimit(server);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, perMessageDeflate: false });
  const handler = new RPCHandler(host.router);

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (guard.hasCookie(request)) limit.admit(request.socket);
    answerRequest(request, response, { host, guard, staticDir }).catch((error: unknown) => {
      host.log('error', `The answer to ${request.method ?? ''} ${request.url ?? ''} failed.`, error);
      response.destroy();
    });
  };
  server.on('request', answer);
  // Who asks before sending a body is answered without being told to send it.
  server.on('checkContinue', answer);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = whyNotUpgrade(request, guard);
    if (refusal !== null) return refuseUpgrade(socket, refusal);
    limit.admit(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => host.log('warn', 'A connection was ended.', error));
      watchForSilence(webSocket, socket);
      void handler.upgrade(withBackpressure(webSocket), { context: {} });
    });
  });

  const origin = new URL(`${scheme}://${nameToOpen(address, certificate)}:${port}`).origin;
  return {
    port,
    url: `${origin}/?token=${token.text}`,
    urlForOnce: () => `${origin}/?token=${guard.tokenForOnce()}`,
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

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNotListen(error, port, address)));
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

function whyNotListen(error: NodeJS.ErrnoException, port: number, address: string): Error {
  const other = 'Choose another one with --port, or --port 0 for any free one.';
  switch (error.code) {
    case 'EADDRINUSE':
      return new StudioError('port-in-use', `Port ${port} is in use. ${other}`, { port });
    case 'EACCES':
      return new StudioError('port-in-use', `Port ${port} may not be used by this program. ${other}`, { port });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`${address} is no address of this machine. Choose one of its own with --host.`);
    default:
      return error;
  }
}

type Refusal = '401 Unauthorized' | '403 Forbidden' | '404 Not Found';

/** Browsers always say where a WebSocket is opened from, so that one without Origin is refused. */
function whyNotUpgrade(request: IncomingMessage, guard: AccessGuard): Refusal | null {
  if (!guard.isOurs(request) || request.headers.origin === undefined) return '403 Forbidden';
  if (!guard.hasCookie(request)) return '401 Unauthorized';
  return urlOf(request)?.pathname === apiPath ? null : '404 Not Found';
}

function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
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
