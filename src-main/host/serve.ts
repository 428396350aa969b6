import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Caller } from '../api/caller.ts';
import { maximumMessageFileBytes } from '../datasets/imports/import-staging.ts';
import { HttpApi } from '../http-api/http-api.ts';
import { AccessGuard } from './access-guard.ts';
import { openAccessToken } from './access-token.ts';
import { CallAnswerer } from './answer-calls.ts';
import { answerRequest, urlOf } from './answer-request.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { Entrance } from './entrance.ts';
import type { Host } from './host.ts';
import { createServer, listen } from './http-server.ts';
import { httpApiOff } from '../system/http-api-status.ts';
import { versionHeader } from './local/handshake.ts';
import { NamedTokens } from './named-tokens.ts';
import { nameToOpen, namesOf } from './own-names.ts';
import { logAnswer, logSocket, placeOf, type WriteRequest } from './request-log.ts';
import { serveFiles } from './static-files.ts';
import { followTls, readTls, type TlsFiles } from './tls-files.ts';
import { watchForSilence } from './watch-for-silence.ts';

export interface ServeOptions {
  /** 0: any free one. */
  port: number;
  /** The built renderer. */
  staticDir: string;
  /** The address to listen at; 127.0.0.1 if left out. Any other one lets the network in, and must be asked for. */
  address?: string;
  /** Read again whenever they change. */
  tls?: TlsFiles | null;
  /** The address by which browsers call the studio behind a proxy or a container. The proxy's headers are believed only then. */
  publicUrl?: URL | null;
  /** Takes a line for each request that is over. */
  logRequest?: WriteRequest;
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
/** Within this time a revoked token’s open lines are closed. */
const checkAccessEveryMs = 1000;

/** Serves the studio to browsers. Throws `port-in-use`. */
export async function serve(host: Host, options: ServeOptions): Promise<StudioServer> {
  const {
    address = '127.0.0.1',
    tls: tlsFiles = null,
    publicUrl = null,
    staticDir,
    logRequest: write = () => undefined,
  } = options;
  const ownToken = openAccessToken(host.dataDir);
  const namedTokens = new NamedTokens(host.dataDir);
  const tls = tlsFiles && (await readTls(tlsFiles));
  const server = await createServer(tls);
  const port = await listen(server, options.port, address);

  let certificate = tls && new X509Certificate(tls.certificate);
  const scheme = tls ? 'https' : 'http';
  const isOwnName = (name: string) => namesOf(address, certificate)(name);
  const entrance = new Entrance({ scheme, port, isOwnName, publicUrl });
  const guard = new AccessGuard(ownToken, namedTokens, entrance);
  const limit = new ConnectionLimit(server);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, perMessageDeflate: false });
  sockets.on('headers', (lines: string[]) => void lines.push(`${versionHeader}: ${host.version}`));
  const callers = new WeakMap<WebSocket, Caller>();
  const answerWithFile = serveFiles(staticDir);
  const calls = new CallAnswerer(host.router);
  const httpApi = new HttpApi(host);

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const caller = guard.callerOf(request);
    if (caller !== null) limit.admit(request.socket);
    logAnswer(request, response, { caller, client: entrance.clientOf(request), write });
    answerRequest(request, response, { host, entrance, guard, caller, answerWithFile, httpApi }).catch(
      (error: unknown) => {
        host.log('error', `The answer to ${request.method ?? ''} ${placeOf(request)} failed.`, error);
        response.destroy();
      },
    );
  };
  server.on('request', answer);
  // A client that asks before sending a body is answered without being told to send it.
  server.on('checkContinue', answer);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const caller = guard.callerOf(request);
    const refusal = whyNotUpgrade(request, entrance, caller);
    if (caller === null || refusal !== null) return refuseUpgrade(socket, refusal ?? '401 Unauthorized');
    limit.admit(socket);
    const logged = { caller, client: entrance.clientOf(request), write };
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => host.log('warn', 'A connection was ended.', error));
      callers.set(webSocket, caller);
      logSocket(socket, logged);
      watchForSilence(webSocket, socket);
      calls.answer(webSocket, { ...logged, log: host.log });
    });
  });

  // Each open line asks for its own token: a watcher of the folder misses a token that was revoked before its first look.
  const accessTimer = setInterval(() => {
    for (const socket of sockets.clients)
      if (callers.get(socket)?.scope === null) socket.close(1008, 'The access was taken back.');
  }, checkAccessEveryMs).unref();
  const stopFollowing = [() => clearInterval(accessTimer)];
  if (tlsFiles !== null && 'setSecureContext' in server)
    stopFollowing.push(
      followTls(tlsFiles, {
        onRenewed(renewed) {
          server.setSecureContext({ cert: renewed.certificate, key: renewed.key });
          certificate = new X509Certificate(renewed.certificate);
          host.log('info', 'New connections use the certificate that was put there.');
        },
        onRefused: (error) =>
          host.log('warn', 'The changed certificate is not used, and the one before still is.', error),
      }),
    );

  const origin = publicUrl?.origin ?? new URL(`${scheme}://${nameToOpen(address, certificate)}:${port}`).origin;
  host.httpApiStatus.set({ state: 'listening', url: `${origin}/v1`, message: null });
  return {
    port,
    url: `${origin}/?token=${ownToken.text}`,
    urlForOnce: () => `${origin}/?token=${guard.tokenForOnce()}`,
    async close() {
      host.httpApiStatus.set(httpApiOff);
      for (const stop of stopFollowing) stop();
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

type Refusal = '401 Unauthorized' | '403 Forbidden' | '404 Not Found';

/** Browsers always say where a WebSocket is opened from, so that one without Origin needs a bearer, which no page can send. */
function whyNotUpgrade(request: IncomingMessage, entrance: Entrance, caller: Caller | null): Refusal | null {
  const { origin, authorization } = request.headers;
  if (entrance.originOf(request) === null || (origin === undefined && authorization === undefined))
    return '403 Forbidden';
  if (caller === null) return '401 Unauthorized';
  return urlOf(request)?.pathname === apiPath ? null : '404 Not Found';
}

function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
