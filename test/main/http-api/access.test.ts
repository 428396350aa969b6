import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { includesScope, scopes } from '../../../src-main/contract/access-records.ts';
import { apiError } from '../../../src-main/contract/http-api/api-error.ts';
import { httpScopes } from '../../../src-main/contract/http-api/http-scopes.ts';
import { httpRoutes } from '../../../src-main/http-api/match-route.ts';
import { shareServedApi } from './served-api.ts';

const api = shareServedApi();
const curl = promisify(execFile);

const addresses = [
  ...httpRoutes.map(({ operation, method, path }) => ({ method, path, scope: httpScopes[operation] })),
  { method: 'GET', path: '/metrics', scope: 'look' as const },
];

test.each(addresses)('$method $path takes a token of the scope $scope', async ({ method, path, scope }) => {
  const address = path.replace(/\{\w+\}/, 'nobody');
  for (const granted of [null, ...scopes]) {
    // Whatever is wrong with the request itself comes after the question of who asks.
    const response = await api().ask(granted, method, address, method === 'POST' ? {} : undefined);
    const expected = granted === null ? 401 : includesScope(granted, scope) ? null : 403;
    if (expected !== null) expect(response.status).toBe(expected);
    else expect([401, 403]).not.toContain(response.status);
    if (response.status >= 400) {
      const body = apiError.parse(await response.json());
      expect(body.error.message).not.toBe('');
    } else await response.text();
    if (expected === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer');
  }
});

test('a token that is taken back opens nothing from that moment on', async () => {
  const { client } = api().host;
  const { token } = await client.httpApi.addToken({ name: 'visitor', scope: 'look' });
  const ask = () => fetch(`${api().origin}/v1/models`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  expect((await client.httpApi.tokens()).map(({ name }) => name)).toContain('visitor');
  await expect(client.httpApi.addToken({ name: 'visitor', scope: 'use' })).rejects.toMatchObject({
    data: { code: 'token-refused' },
  });
  await client.httpApi.removeToken({ name: 'visitor' });
  expect((await ask()).status).toBe(401);
});

test('the description and the page to try it are the same for everybody, and load nothing from elsewhere', async () => {
  const described = (await (await api().ask(null, 'GET', '/v1/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; requestBody?: unknown; responses: object }>>;
  };
  expect(described.openapi).toMatch(/^3\.1/);
  for (const { method, path, operation, status } of httpRoutes) {
    const told = described.paths[path][method.toLowerCase()];
    expect(told.operationId).toBe(operation);
    expect(Object.keys(told.responses)).toEqual(expect.arrayContaining([String(status), '401', '403', '429']));
  }
  expect(JSON.stringify(described.paths['/v1/completions'])).toContain('text/event-stream');
  const page = await api().ask(null, 'GET', '/v1/docs');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const html = await page.text();
  for (const [, address] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect(address).toMatch(/^\/v1\//);
    expect((await api().ask(null, 'GET', address)).status).toBe(200);
  }
  expect(html).not.toMatch(/<script>|style=/);
});

test('curl completes a text', async () => {
  const body = JSON.stringify({ model: 'fox', prompt: 'the', max_tokens: 5, stream: true });
  const { stdout } = await curl('curl', [
    ...['-sN', `${api().origin}/v1/completions`, '-H', `Authorization: Bearer ${api().tokens.use}`],
    ...['-H', 'Content-Type: application/json', '-d', body],
  ]);
  expect(stdout).toMatch(/^data: \{"id":"cmpl-/);
  expect(stdout).toMatch(/data: \[DONE\]\n\n$/);
});

test('a training is started, followed, paused, resumed and stopped', async () => {
  const started = await api().ask('train', 'POST', '/v1/runs', {
    ...{ dataset: 'fox.txt', preset: 'char-rnn-s', name: 'by program' },
    train: { epochs: 100_000, batchSize: 10, sequenceLength: 10 },
  });
  expect(started.status).toBe(201);
  const { id } = (await started.json()) as { id: string };
  const at = `/v1/runs/${id}`;
  const state = async (path = at, method = 'GET') =>
    ((await (await api().ask('train', method, path)).json()) as { state: string; step: number }).state;
  await expect
    .poll(() =>
      api()
        .host.client.runs.get({ runId: id })
        .then(({ step }) => step),
    )
    .toBeGreaterThan(2);
  await state(`${at}/pause`, 'POST');
  await expect.poll(() => state()).toBe('paused');
  await state('/v1/runs/by%20program/resume', 'POST');
  await expect.poll(() => state()).toMatch(/running|queued/);
  await expect.poll(() => state(`${at}/stop`, 'POST').then(() => state())).toBe('stopped');
  expect((await api().ask('train', 'POST', `${at}/pause`)).status).toBe(409);
  const metrics = (await (await api().ask('look', 'GET', `${at}/metrics?max_points=50`)).json()) as {
    steps: { step: number; loss: number }[];
  };
  expect(metrics.steps.length).toBeGreaterThan(0);
  const list = (await (await api().ask('look', 'GET', '/v1/runs?limit=1')).json()) as {
    data: { name: string }[];
    has_more: boolean;
  };
  expect(list).toMatchObject({ data: [{ name: 'by program' }], has_more: true });
  const told = await (await api().ask('look', 'GET', '/metrics')).text();
  expect(told).toContain('kioku_runs{state="stopped"} 1');
  expect(told).toMatch(/^kioku_http_requests_total\{operation="startRun",status="201"\} 1$/m);
});

test('a body that is too large, of another type or no JSON is refused', async () => {
  const send = async (body: string, type: string) => {
    const response = await fetch(`${api().origin}/v1/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api().tokens.use}`, 'content-type': type },
      body,
    });
    return response.status;
  };
  expect(await send(`{"model":"${'x'.repeat(5 * 2 ** 20)}"}`, 'application/json')).toBe(413);
  expect(await send('{}', 'text/plain')).toBe(415);
  expect(await send('{"model":', 'application/json')).toBe(400);
  expect(await send('[1]', 'application/json')).toBe(400);
});

test('a page of another address gets no answer, whatever it shows', async () => {
  const asFrom = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const port = api().server.port;
      const all = { authorization: `Bearer ${api().tokens.look}`, ...headers };
      request({ host: '127.0.0.1', port, path: '/v1/models', headers: all }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  expect(await asFrom({ origin: 'https://elsewhere.example' })).toBe(403);
  expect(await asFrom({ host: 'rebound.example' })).toBe(403);
  expect(await asFrom({})).toBe(200);
});

test('no token and no text stands in any log', async () => {
  await api().ask('use', 'POST', '/v1/completions', { model: 'fox', prompt: 'a secret prompt', max_tokens: 1 });
  await api().ask('use', 'GET', `/v1/models/${api().tokens.use}?token=${api().tokens.look}`);
  await expect.poll(() => api().lines.some((line) => line.startsWith('GET /v1/models/ID 404'))).toBe(true);
  const all = api().lines.join('\n');
  for (const token of Object.values(api().tokens)) expect(all).not.toContain(token);
  expect(all).not.toContain('secret prompt');
  expect(all).toMatch(/^POST \/v1\/completions 200 in=\d+ out=\d+ ms=\d+ by=program from=127\.0\.0\.1$/m);
  expect(readFileSync(new URL('../../../resources/api-page/page.js', import.meta.url), 'utf8')).not.toContain(
    'localStorage',
  );
});
