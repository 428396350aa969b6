import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { canMakeCertificates, makeCertificate } from './make-certificate.ts';
import { get, openServedStudio } from './served-studio.ts';

const publicUrl = new URL('https://studio.example');

test('behind a proxy the studio is called by its public address, and its cookie goes over TLS only', async () => {
  const { server } = await openServedStudio({ publicUrl });
  const own = `127.0.0.1:${server.port}`;
  expect(server.url).toMatch(/^https:\/\/studio\.example\/\?token=/);
  const { pathname, search } = new URL(server.url);
  const entrance = await get(server, pathname + search, { host: 'studio.example' });
  const [cookie = ''] = entrance.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^__Host-kioku-443=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const origin = publicUrl.origin;
  for (const [status, headers] of [
    [200, { host: 'studio.example', origin }],
    [200, { host: 'studio.example:443', origin }],
    [200, { host: own, origin }],
    [200, { host: own, 'x-forwarded-host': 'studio.example', origin }],
    [403, { host: own, 'x-forwarded-host': 'evil.example' }],
    [403, { host: 'evil.example', origin }],
    [403, { host: 'studio.example', origin: 'https://evil.example' }],
    [403, { host: 'studio.example', origin: 'http://studio.example' }],
  ] as const)
    expect([(await get(server, '/', { cookie, ...headers })).status, headers]).toEqual([status, headers]);
  const page = await get(server, '/', { cookie, host: 'studio.example' });
  expect(page.headers['content-security-policy']).toContain("connect-src 'self' wss://studio.example;");
  expect(page.headers['strict-transport-security']).toBe('max-age=31536000');

  const socket = new WebSocket(`ws://${own}/api`, { headers: { host: own, origin, cookie } });
  await once(socket, 'open');
  socket.terminate();
});

test('a container’s port may be another one outside', async () => {
  const { server } = await openServedStudio({ publicUrl: new URL('http://127.0.0.1:8080') });
  const { pathname, search } = new URL(server.url);
  const entrance = await get(server, pathname + search, { host: '127.0.0.1:8080' });
  expect(entrance.headers['set-cookie']?.[0]).toMatch(/^kioku-8080=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(entrance.headers['strict-transport-security']).toBeUndefined();
  expect((await get(server, '/', { host: 'localhost:8080' })).status).toBe(403);
});

test('what a proxy says is believed only where there is one', async () => {
  const forwarded = {
    'x-forwarded-host': 'studio.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '1.1.1.1, 9.9.9.9',
  };
  const alone = await openServedStudio();
  const { pathname, search } = new URL(alone.server.url);
  const entrance = await get(alone.server, pathname + search, forwarded);
  expect(entrance.headers['set-cookie']?.[0]).not.toContain('Secure');
  expect((await get(alone.server, '/', { ...forwarded, host: 'studio.example' })).status).toBe(403);
  await expect.poll(() => alone.lines).toHaveLength(2);
  expect(alone.lines[0]).toMatch(/from=127\.0\.0\.1$/);

  const behind = await openServedStudio({ publicUrl });
  await get(behind.server, '/', forwarded);
  await expect.poll(() => behind.lines).toHaveLength(1);
  expect(behind.lines[0]).toMatch(/from=9\.9\.9\.9$/);
});

test('whatever watches over it learns that the studio is well, by any name and without a token', async () => {
  const { host, server } = await openServedStudio();
  expect(await get(server, '/healthz', { host: '10.1.2.3' })).toMatchObject({ status: 200, body: 'ok\n' });
  await host.close();
  expect(await get(server, '/healthz')).toMatchObject({ status: 503 });
});

test.runIf(canMakeCertificates)(
  'new connections use a renewed certificate, and half of one changes nothing',
  async () => {
    const files = makeCertificate('DNS:old.example');
    const { host, server } = await openServedStudio({ tls: files });
    const nameOf = async () => {
      const socket: TLSSocket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { subjectaltname } = socket.getPeerCertificate();
      socket.destroy();
      return subjectaltname;
    };
    const isLogged = (text: string) => host.logged.some(({ message }) => message.includes(text));
    expect(await nameOf()).toBe('DNS:old.example');
    expect((await get(server, '/', {}, 'https')).headers['strict-transport-security']).toBe('max-age=31536000');

    const renewed = makeCertificate('DNS:new.example');
    copyFileSync(renewed.certificate, files.certificate);
    await expect.poll(() => isLogged('is not used')).toBe(true);
    expect(await nameOf()).toBe('DNS:old.example');
    copyFileSync(renewed.key, files.key);
    await expect.poll(nameOf).toBe('DNS:new.example');
    expect((await get(server, '/', { host: `new.example:${server.port}` }, 'https')).status).toBe(401);
  },
);
