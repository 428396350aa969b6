import { timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { localOwner } from '../../api/caller.ts';
import type { HostEnding } from '../../contract/local-contract.ts';
import type { Host } from '../host.ts';
import { attachPath, kindHeader, processHeader, refusals, versionHeader, type HostKind } from './handshake.ts';
import { newSecret, removeHostAddress, socketPaths, writeHostAddress } from './host-address.ts';

// Imported as a module it would load all of Node's fetch too, for the sake of names that nobody uses here.
const { createServer } = process.getBuiltinModule('node:http');

/** The time that attached programs have to close their connections when the host cannot wait. */
const CLOSE_MS = 1000;

/** The door through which other programs of the same account use a host. */
export interface LocalDoor {
  /** Aborted when a host that stays asks the host of a single command to make room. */
  readonly takeOver: AbortSignal;
  /** Returns the number of attached programs. */
  readonly attached: number;
  /** Lets nobody in any more, asks those who are attached to leave, and resolves when the last of them has. */
  empty(ending: HostEnding): Promise<void>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Listens on the data folder's socket. Rejects where this system or the file system has none. */
export async function listenLocally(host: Host, kind: HostKind): Promise<LocalDoor> {
  const secret = newSecret();
  const ending = new AbortController();
  const takeOver = new AbortController();
  const connections = new Set<Duplex>();
  let whenEmpty: (() => void) | null = null;
  let accepting: Promise<Accept> | null = null;

  const server = createServer((_, response) => response.writeHead(404).end());
  const headers = [`${versionHeader}: ${host.version}`, `${processHeader}: ${process.pid}`, `${kindHeader}: ${kind}`];
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const status = refusal(request, secret, host.version, ending.signal.aborted);
    if (status !== null)
      return socket.end([`HTTP/1.1 ${status} Refused`, ...headers, 'Connection: close', '', ''].join('\r\n'));
    connections.add(socket);
    socket.once('close', () => {
      connections.delete(socket);
      if (connections.size === 0) whenEmpty?.();
    });
    // Most commands end before anybody attaches to them.
    accepting ??= prepareToAccept(host, headers, { ending: ending.signal, takeOver: () => takeOver.abort() });
    accepting.then(
      (accept) => accept(request, socket, head),
      (error: unknown) => {
        host.log('error', 'Another program could not be let in.', error);
        socket.destroy();
      },
    );
  });

  const path = await listenSomewhere(server, host.dataDir);
  writeHostAddress(host.dataDir, { socket: path, secret });
  server.unref(); // the host is not kept alive by it
  return {
    takeOver: takeOver.signal,
    get attached() {
      return connections.size;
    },
    empty(reason) {
      ending.abort(reason);
      return new Promise((resolve) => {
        whenEmpty = resolve;
        if (connections.size === 0) resolve();
      });
    },
    async close() {
      removeHostAddress(host.dataDir);
      ending.abort({ hasSuccessor: false } satisfies HostEnding);
      const timer = setTimeout(() => connections.forEach((socket) => socket.destroy()), CLOSE_MS);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(timer);
    },
  };
}

type Accept = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

async function prepareToAccept(
  host: Host,
  headers: readonly string[],
  options: { ending: AbortSignal; takeOver(): void },
): Promise<Accept> {
  const [{ WebSocketServer }, { CallAnswerer }, { localRouter }] = await Promise.all([
    import('ws'),
    import('../answer-calls.ts'),
    import('./local-router.ts'),
  ]);
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  sockets.on('headers', (lines: string[]) => void lines.push(...headers));
  const answerer = new CallAnswerer(localRouter(host, options));
  const { log } = host;
  return (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => log('warn', 'A connection of another program was ended.', error));
      answerer.answer(webSocket, { caller: localOwner, client: 'local', write: () => undefined, log });
    });
}

function refusal({ headers, url }: IncomingMessage, secret: string, version: string, isEnding: boolean): number | null {
  if (!isSame(headers.authorization ?? '', `Bearer ${secret}`)) return 401;
  if (url !== attachPath || headers[versionHeader] !== version) return refusals.otherVersion;
  return isEnding ? refusals.ending : null;
}

function isSame(offered: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(offered), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Returns the path. The folder's lock is held, so any file there was left by a host that is gone. */
async function listenSomewhere(server: Server, dataDir: string): Promise<string> {
  let problem: unknown = null;
  for (const choosePath of socketPaths(dataDir)) {
    try {
      const path = choosePath();
      const isFile = process.platform !== 'win32';
      if (isFile) rmSync(path, { force: true });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(path, () => {
          server.off('error', reject);
          resolve();
        });
      });
      if (isFile) chmodSync(path, 0o600);
      return path;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}
