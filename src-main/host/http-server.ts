import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { StudioError } from '../contract/errors.ts';
import type { TlsTexts } from './tls-files.ts';

// Imported as a module it would load all of Node's fetch too, for the sake of names that nobody uses here.
const { createServer: createHttpServer } = process.getBuiltinModule('node:http');

/** A head comes in one piece from any browser. Connections that take nothing end too; a download may rest for a while. */
const timing = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};
const idleTimeoutMs = 600_000;
const handshakeTimeoutMs = 10_000;

/** Creates a server whose connections end where nothing comes, over TLS where there is a certificate. */
export async function createServer(tls: TlsTexts | null): Promise<Server | TlsServer> {
  const server = tls === null ? createHttpServer(timing) : await createTlsServer(tls);
  server.setTimeout(idleTimeoutMs);
  return server;
}

async function createTlsServer({ certificate, key }: TlsTexts): Promise<TlsServer> {
  const { createServer: create } = await import('node:https');
  return create({ cert: certificate, key, handshakeTimeout: handshakeTimeoutMs, ...timing });
}

/** Resolves with the port. Rejects with `port-in-use`. */
export function listen(server: Server, port: number, address: string): Promise<number> {
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
