import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../../src-main/host/serve.ts';
import { exportRun, trainTiny } from '../exports/export-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';

async function openServed() {
  const host = await openTemporaryHost();
  const staticDir = join(temporaryFolder(), 'renderer');
  mkdirSync(staticDir);
  writeFileSync(join(staticDir, 'index.html'), '<title>the studio</title>');
  const server = await serve(host, { port: 0, staticDir });
  onTestFinished(() => server.close());
  const entrance = await fetch(server.url, { redirect: 'manual' });
  const cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { host, cookie, at: (path: string) => `http://127.0.0.1:${server.port}${path}` };
}

test('the file of an export is sent to be saved under its own name, to whoever may open the studio', async () => {
  const { host, cookie, at } = await openServed();
  const run = await trainTiny(host);
  await host.client.runs.update({ runId: run.id, name: '狐’s (first) *run*' });
  const exported = await exportRun(host, { runId: run.id, format: 'kioku', options: { includeText: true } });
  const address = at(`/exports/${exported.id}`);

  expect((await fetch(address)).status).toBe(401);
  expect((await fetch(address, { headers: { cookie, origin: 'http://evil.example' } })).status).toBe(403);
  expect((await fetch(address, { headers: { cookie }, method: 'POST' })).status).toBe(405);

  const answer = await fetch(address, { headers: { cookie } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-security-policy')).toBe('sandbox');
  const [, name = ''] =
    /^attachment; filename\*=UTF-8''([\w.%-]+)$/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
  expect(decodeURIComponent(name)).toBe(exported.fileName);
  const content = Buffer.from(await answer.arrayBuffer());
  expect(content.length).toBe(exported.bytes);
  expect(createHash('sha256').update(content).digest('hex')).toBe(exported.sha256);

  const head = await fetch(address, { headers: { cookie }, method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe(String(exported.bytes));
  expect(await head.text()).toBe('');

  await host.client.exports.delete({ exportId: exported.id });
  expect((await fetch(address, { headers: { cookie } })).status).toBe(404);
  for (const id of ['..%2f..%2fkioku.db', '00000000-0000-0000-0000-000000000000', '']) {
    expect(await (await fetch(at(`/exports/${id}`), { headers: { cookie } })).text()).not.toContain('SQLite');
  }
});

test('a download that is given up is no failure, and the next one comes whole', async () => {
  const { host, cookie, at } = await openServed();
  const run = await trainTiny(host);
  const { id, bytes } = await exportRun(host, { runId: run.id, format: 'kioku' });
  const given = request(at(`/exports/${id}`), { headers: { cookie } });
  given.end();
  const [response] = (await once(given, 'response')) as [NodeJS.ReadableStream];
  await once(response, 'readable');
  given.destroy();
  const content = await (await fetch(at(`/exports/${id}`), { headers: { cookie } })).arrayBuffer();
  expect(content.byteLength).toBe(bytes);
  expect(host.logged).toEqual([]);
});
