import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { serve, type StudioServer } from '../../../src-main/host/serve.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { ready, ScriptedEngine } from '../runs/scripted-engine.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A served host with a small page, and a raw client: `fetch` would tidy up what is sent. */
async function openServed() {
  const host = await openTemporaryHost({
    spawnEngine() {
      const engine = new ScriptedEngine();
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
  });
  const folder = temporaryFolder();
  const staticDir = join(folder, 'renderer');
  mkdirSync(join(staticDir, 'assets'), { recursive: true });
  writeFileSync(join(staticDir, 'index.html'), '<title>the studio</title>');
  writeFileSync(join(staticDir, 'assets', 'index-abc123.js'), 'run()');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(staticDir, 'assets', 'link.txt'));
  const server = await serve(host, { port: 0, staticDir });
  onTestFinished(() => server.close());
  const { pathname, search } = new URL(server.url);
  const cookie = (await get(server, pathname + search)).headers['set-cookie']![0]!.split(';')[0]!;
  return { host, server, staticDir, cookie };
}

function get(
  server: StudioServer,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: server.port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on('error', reject).end();
  });
}

/** What is answered to a request of which only the head is sent, up to the end of the connection. */
async function answerToHead(server: StudioServer, method: string, headers: Record<string, string>): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  const lines = Object.entries({ host: `127.0.0.1:${server.port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`${method} / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** The status with which an upgrade is answered; 101 where it succeeds. */
async function upgrade(server: StudioServer, path: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

test('the address with the token opens the door once and leaves a cookie that scripts cannot read', async () => {
  const { server } = await openServed();
  const { pathname, search } = new URL(server.url);
  const { status, headers } = await get(server, pathname + search);
  expect(status).toBe(303);
  expect(headers.location).toBe('/');
  expect(headers['set-cookie']?.[0]).toMatch(/^kioku-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('an update under a running studio gives the new page, and says of files that are gone that they are', async () => {
  const { server, staticDir, cookie } = await openServed();
  expect((await get(server, '/assets/index-abc123.js', { cookie })).status).toBe(200);
  rmSync(join(staticDir, 'assets/index-abc123.js'));
  writeFileSync(join(staticDir, 'assets/index-def456.js'), 'runAgain()');
  writeFileSync(join(staticDir, 'index.html'), '<title>the studio, a newer one</title>');
  expect((await get(server, '/runs', { cookie })).body).toBe('<title>the studio, a newer one</title>');
  expect((await get(server, '/assets/index-def456.js', { cookie })).body).toBe('runAgain()');
  expect((await get(server, '/assets/index-abc123.js', { cookie })).status).toBe(404);
});

test('where another site led here the studio’s own page leads on, as a strict cookie would be kept back', async () => {
  const { server, cookie } = await openServed();
  const { pathname, search } = new URL(server.url);
  const { status, headers, body } = await get(server, pathname + search, { 'sec-fetch-site': 'cross-site' });
  expect(status).toBe(200);
  expect(headers['set-cookie']?.[0]).toContain(cookie);
  expect(body).toContain('url=/"');
  expect(body).not.toContain(search);
});

test('an address for once lets in once', async () => {
  const { server } = await openServed();
  const { pathname, search } = new URL(server.urlForOnce());
  expect(search).not.toBe(new URL(server.url).search);
  expect(await get(server, pathname + search)).toMatchObject({ status: 303 });
  expect(await get(server, pathname + search)).toMatchObject({ status: 401 });
});

test('what comes with a body is refused before it has come', async () => {
  const { server, cookie } = await openServed();
  const body = { cookie, 'content-length': String(2 ** 30) };
  for (const [status, method, headers] of [
    [413, 'GET', body],
    [405, 'POST', body],
    [413, 'GET', { ...body, expect: '100-continue' }],
    [413, 'GET', { cookie, 'transfer-encoding': 'chunked' }],
  ] as const) {
    expect(await answerToHead(server, method, headers)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  }
});

test('without the cookie nothing is shown but how to open the studio', async () => {
  const { server, cookie } = await openServed();
  for (const [path, headers] of [
    ['/', {}],
    ['/?token=wrong', {}],
    ['/assets/index-abc123.js', {}],
    ['/', { cookie: `${cookie}x` }],
    ['/', { cookie: cookie.replace(/^kioku-\d+/, 'kioku-1') }],
  ] as const) {
    const { status, body } = await get(server, path, headers);
    expect([status, body]).toEqual([401, expect.stringContaining('kioku serve')]);
  }
});

test('the page comes with a strict policy, its routes lead to it, its files have their types', async () => {
  const { server, cookie } = await openServed();
  const page = await get(server, '/', { cookie });
  expect(page).toMatchObject({ status: 200, body: '<title>the studio</title>' });
  expect(page.headers['content-type']).toBe('text/html;charset=utf-8');
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'self';/);
  expect(page.headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
  expect(page.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-cache',
  });
  expect((await get(server, '/runs/some-run?tab=1', { cookie })).body).toBe(page.body);
  const script = await get(server, '/assets/index-abc123.js', { cookie });
  expect(script).toMatchObject({ status: 200, body: 'run()' });
  expect(script.headers['content-type']).toMatch(/^text\/javascript/);
  expect(script.headers['cache-control']).toContain('immutable');
  // What a browser has already is not sent again.
  expect(await get(server, '/', { cookie, 'if-none-match': page.headers.etag ?? '' })).toMatchObject({
    status: 304,
    body: '',
  });
  expect(await get(server, '/assets/gone.js', { cookie })).toMatchObject({ status: 404 });
  expect(await get(server, '/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await get(server, '/', { cookie }, 'POST')).toMatchObject({ status: 405 });
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets/link.txt',
  '/assets/lin%6b.txt',
  '/assets/index-abc123.js%00.txt',
  '/%E0%A4%A.txt',
  '//secret.txt',
  'http://127.0.0.1/secret.txt',
])('%s does not lead out of the folder', async (path) => {
  const { server, cookie } = await openServed();
  const { status, body } = await get(server, path, { cookie });
  expect(body).not.toContain('secret');
  expect(status).toBeGreaterThanOrEqual(400);
});

test('other names for this machine and other pages are turned away', async () => {
  const { server, cookie } = await openServed();
  const { port } = server;
  for (const headers of [
    { host: `evil.example:${port}` },
    { host: '127.0.0.1:1' },
    { origin: 'http://evil.example' },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `http://127.0.0.1:${port + 1}` },
    { origin: 'null' },
    { origin: `http://localhost:${port}` },
    { host: `user@127.0.0.1:${port}` },
    { host: `127.0.0.1:${port}/` },
  ]) {
    expect([headers, (await get(server, '/', { cookie, ...headers })).status]).toEqual([headers, 403]);
  }
  const accepted = { cookie, host: `localhost:${port}`, origin: `http://localhost:${port}` };
  expect((await get(server, '/', accepted)).status).toBe(200);
});

test('a WebSocket needs the cookie, our own page and the right path', async () => {
  const { server, cookie } = await openServed();
  const origin = `http://127.0.0.1:${server.port}`;
  expect(await upgrade(server, '/api', { cookie, origin })).toBe(101);
  for (const [status, path, headers] of [
    [401, '/api', { origin }],
    [401, '/api', { cookie: `${cookie}x`, origin }],
    [403, '/api', { cookie }],
    [403, '/api', { cookie, origin: 'http://evil.example' }],
    [403, '/api', { cookie, origin, host: 'evil.example' }],
    [404, '/other', { cookie, origin }],
  ] as const) {
    expect([await upgrade(server, path, headers), path, headers]).toEqual([status, path, headers]);
  }
});

test('nonsense and a message that claims to be huge end at most their own connection', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined); // oRPC reports it there
  onTestFinished(() => logged.mockRestore());
  const { host, server, cookie } = await openServed();
  const origin = `http://127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  for (const nonsense of ['', 'nonsense', '{"i":1}', '[]', Buffer.from([255, 0, 255])]) socket.send(nonsense);

  const huge = connect(server.port, '127.0.0.1');
  huge.write(
    `GET /api HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nCookie: ${cookie}\r\n` +
      `Origin: ${origin}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  await once(huge, 'data');
  huge.write(Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])); // a frame of a terabyte
  const [closing] = (await once(huge, 'data')) as [Buffer];
  expect(closing.subarray(0, 4)).toEqual(Buffer.from([0x88, 0x02, 1009 >> 8, 1009 & 255]));
  huge.destroy();

  expect((await get(server, '/', { cookie })).status).toBe(200);
  expect(await host.client.runs.list()).toEqual([]);
  socket.terminate();
});

test('a port that is in use is named, with what to do', async () => {
  const { host, server, staticDir } = await openServed();
  await expect(serve(host, { port: server.port, staticDir })).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringContaining('--port'),
    details: { port: server.port },
  });
});

test('the token stays the same, for its owner only; closing ends connections and frees the port', async () => {
  const { host, server, staticDir, cookie } = await openServed();
  const file = join(host.dataDir, 'serve-token');
  const token = readFileSync(file, 'utf8');
  chmodSync(file, 0o644);
  const origin = `http://127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const closed = once(socket, 'close');
  await server.close();
  expect((await closed)[0]).toBe(1001);

  const again = await serve(host, { port: server.port, staticDir });
  expect(again.url).toBe(`http://127.0.0.1:${server.port}/?token=${token}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await get(again, '/', { cookie })).status).toBe(200);
  await again.close();

  writeFileSync(file, 'short');
  const renewed = await serve(host, { port: 0, staticDir });
  expect(new URL(renewed.url).searchParams.get('token')).toMatch(/^[\w-]{43}$/);
  await renewed.close();
});
