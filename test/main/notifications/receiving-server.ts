import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The status and text of an answer; null answers nothing, ever. */
type Answer = { status: number; text?: string; headers?: Record<string, string> } | null;

export interface ReceivingServer {
  url: string;
  requests: ReceivedRequest[];
  /** The answers to come, in order; afterwards all is well. */
  answers: Answer[];
}

/** An HTTP server on this machine that keeps what it is sent; it ends with the test. */
export async function receivingServer(tls?: { cert: Buffer; key: Buffer }): Promise<ReceivingServer> {
  const requests: ReceivedRequest[] = [];
  const answers: Answer[] = [];
  const server = (tls === undefined ? createServer() : createTlsServer(tls)).on(
    'request',
    async (request, response) => {
      requests.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
      const answer = answers.length === 0 ? { status: 200, text: 'taken' } : answers.shift();
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.text);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, requests, answers };
}

/** A port of this machine at which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
