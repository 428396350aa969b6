import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { isLoopback, namesOf } from '../../../src-main/host/own-names.ts';
import { serve, type ServeOptions } from '../../../src-main/host/serve.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { canMakeCertificates, makeCertificate } from './make-certificate.ts';

async function openServed(options: Partial<ServeOptions>) {
  const host = await openTemporaryHost();
  const staticDir = temporaryFolder();
  writeFileSync(join(staticDir, 'index.html'), '<title>the studio</title>');
  const server = await serve(host, { port: 0, staticDir, ...options });
  onTestFinished(() => server.close());
  return server;
}

function ask(send: typeof request | typeof requestHttp, port: number, options: RequestOptions) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    outgoing.on('error', reject).end();
  });
}

test.runIf(canMakeCertificates)('with a certificate everything is encrypted, for the names in it', async () => {
  const files = makeCertificate('DNS:studio.lab,DNS:*.lab.example,IP:192.0.2.7');
  const server = await openServed({ address: '0.0.0.0', tls: files });
  const { port } = server;
  const { origin, pathname, search } = new URL(server.url);
  expect(origin).toBe(`https://studio.lab:${port}`);

  const entrance = await ask(request, port, { path: pathname + search, headers: { host: `studio.lab:${port}` } });
  const [cookie = ''] = entrance.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^__Host-kioku-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  for (const [status, name] of [
    [200, 'studio.lab'],
    [200, 'a.lab.example'],
    [200, 'localhost'],
    [200, '192.168.1.5'],
    [403, 'studio.example'],
    [403, 'a.b.lab.example'],
  ] as const) {
    const answer = await ask(request, port, { headers: { cookie, host: `${name}:${port}` } });
    expect([answer.status, name]).toEqual([status, name]);
  }
  const page = await ask(request, port, { headers: { cookie, host: `studio.lab:${port}` } });
  expect(page.headers['content-security-policy']).toContain(`connect-src 'self' wss://studio.lab:${port};`);
  await expect(ask(requestHttp, port, { headers: { cookie } })).rejects.toThrow();

  const socket = new WebSocket(`wss://127.0.0.1:${port}/api`, {
    rejectUnauthorized: false,
    headers: { cookie, host: `studio.lab:${port}`, origin },
  });
  await once(socket, 'open');
  socket.terminate();
});

test('in a network without a certificate only numbers and the machine’s own names are accepted', async () => {
  const { port } = await openServed({ address: '0.0.0.0' });
  for (const [status, name] of [
    [401, '127.0.0.1'],
    [401, '10.1.2.3'],
    [403, 'studio.example'],
    [403, '10.1.2.3.nip.example'],
  ] as const) {
    expect([await ask(requestHttp, port, { headers: { host: `${name}:${port}` } }), name]).toMatchObject([
      { status },
      name,
    ]);
  }
});

test('on this machine alone a number of the network is no name of ours', () => {
  expect(namesOf('127.0.0.1', null)('10.1.2.3')).toBe(false);
  expect(namesOf('127.0.0.1', null)('[::1]')).toBe(true);
  expect(namesOf('::', null)('[2001:db8::1]')).toBe(true);
});

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example', false],
  ['192.168.1.5', false],
])('%s: only this machine? %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});

test('an address that this machine does not have is named', async () => {
  await expect(openServed({ address: '192.0.2.1' })).rejects.toThrow(
    /192\.0\.2\.1 is no address of this machine.*--host/,
  );
});
