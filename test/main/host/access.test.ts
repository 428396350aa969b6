import { ORPCError } from '@orpc/client';
import { isContractProcedure } from '@orpc/contract';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { includesScope, scopes } from '../../../src-main/contract/access-records.ts';
import { contract } from '../../../src-main/contract/contract.ts';
import { requiredScope, requiredScopes } from '../../../src-main/contract/required-scopes.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { clientOf, get, openServedStudio } from './served-studio.ts';

function pathsOf(router: object, path: string[] = []): string[][] {
  return Object.entries(router).flatMap(([name, value]: [string, object]) =>
    isContractProcedure(value) ? [[...path, name]] : pathsOf(value, [...path, name]),
  );
}
const procedures = pathsOf(contract);

/**
 * Whether a call is refused for want of a scope; whatever else comes of it does not matter here. A few calls are left to the owner,
 * whatever scope a token has.
 */
async function isRefused(call: Promise<unknown>): Promise<boolean> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError)) return false;
  const { code, details } = (error.data ?? {}) as { code?: string; details?: { reason?: string } };
  return code === 'not-permitted' && details?.reason !== 'owner';
}

test('every procedure has a scope, and no scope is without its procedure', () => {
  const leaves = (table: object, path: string[] = []): string[][] =>
    Object.entries(table).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? leaves(value, [...path, name]) : [[...path, name]],
    );
  expect(leaves(requiredScopes).map(String).toSorted()).toEqual(procedures.map(String).toSorted());
  for (const path of procedures) expect(scopes).toContain(requiredScope(path));
});

test.each(scopes)('a token that may %s is refused every procedure that takes more, and no other', async (scope) => {
  const { server, tokens } = await openServedStudio({}, { spawnEngine: spawnEngineChild });
  const { client } = await clientOf(server, tokens.add('guest', scope).token);
  const outcomes = procedures.map(async (path) => {
    const procedure = path.reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], client);
    const cancellation = new AbortController();
    // No procedure takes this; streams end at once.
    const call = (procedure as (input: unknown, options: object) => Promise<unknown>)(
      { nothing: true },
      { signal: cancellation.signal },
    );
    const refused = await isRefused(call);
    cancellation.abort();
    return [path.join('.'), refused];
  });
  const expected = procedures.map((path) => [path.join('.'), !includesScope(scope, requiredScope(path))]);
  expect(await Promise.all(outcomes)).toEqual(expected);
  expect(await client.system.access()).toEqual({ name: 'guest', scope });
});

test('where messages go is told to nobody but the owner: an address may be a secret', async () => {
  const { server, tokens } = await openServedStudio({}, { spawnEngine: spawnEngineChild });
  const { client } = await clientOf(server, tokens.add('guest', 'train').token);
  await expect(client.notifications.list()).rejects.toMatchObject({
    data: { code: 'not-permitted', details: { reason: 'owner' } },
  });
});

test.each([
  ['runs.start', 'train'],
  ['runs.delete', 'train'],
  ['datasets.import', 'train'],
  ['settings.set', 'train'],
  ['exports.create', 'train'],
  ['playground.generate', 'use'],
  ['insight.classify', 'use'],
  ['runs.list', 'look'],
  ['exports.read', 'look'],
])('%s takes the scope %s', (path, scope) => {
  expect(requiredScope(path.split('.'))).toBe(scope);
});

test('a token is stored as a hash that only the owner can read, and has one name', async () => {
  const { host, tokens } = await openServedStudio();
  const { token } = tokens.add('学生', 'look');
  const folder = join(host.dataDir, 'access-tokens');
  const [file = ''] = readdirSync(folder);
  expect(file + readFileSync(join(folder, file), 'utf8')).not.toContain(token);
  if (process.platform !== 'win32') expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect(tokens.list()).toEqual([{ name: '学生', scope: 'look', createdAt: expect.any(Number) }]);
  for (const name of ['学生', 'owner', '', '../x', '-x']) expect(() => tokens.add(name, 'look')).toThrow(/token/);
  expect(tokens.list()).toHaveLength(1);
});

test('a bearer is let in without a browser’s cookie; a wrong one is not, whatever the cookie says', async () => {
  const { server, tokens } = await openServedStudio();
  const { token } = tokens.add('program', 'look');
  expect(await get(server, '/', { authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
  const entrance = await get(server, `/?token=${token}`);
  const cookie = entrance.headers['set-cookie']![0]!.split(';')[0]!;
  expect(await get(server, '/', { cookie })).toMatchObject({ status: 200 });
  for (const authorization of ['Bearer wrong', `Basic ${token}`, `Bearer ${token} x`])
    expect(await get(server, '/', { cookie, authorization })).toMatchObject({ status: 401 });
  expect((await get(server, `/exports/${randomUUID()}`, { authorization: `Bearer ${token}` })).status).toBe(404);

  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api`, { headers: { authorization: 'Bearer wrong' } });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(401);
});

test('a revoked token opens nothing from that moment on, and its open lines are closed', async () => {
  const { server, tokens } = await openServedStudio();
  const { token } = tokens.add('guest', 'train');
  const { client, socket } = await clientOf(server, token);
  expect(await client.runs.list()).toEqual([]);
  const closed = once(socket, 'close');
  expect(tokens.revoke('guest')).toBe(true);
  const refusal = expect(client.runs.list()).rejects.toMatchObject({
    data: { code: 'not-permitted', details: { reason: 'revoked' } },
  });
  // The line may be closed before the call arrives, which then has no answer at all.
  await Promise.race([refusal, closed]);
  expect((await get(server, '/', { authorization: `Bearer ${token}` })).status).toBe(401);
  expect((await closed)[0]).toBe(1008);
  expect(tokens.revoke('guest')).toBe(false);
});

test('each request is a line with sizes, and neither tokens nor contents', async () => {
  const { host, server, lines, tokens } = await openServedStudio();
  const { token } = tokens.add('guest', 'look');
  await get(server, `/?token=${token}`);
  await get(server, '/secret-place/secret.txt', { authorization: `Bearer ${token}` });
  const { client, socket } = await clientOf(server, token);
  await client.runs.list();
  await client.datasets.rename({ datasetId: 'secret', name: 'secret' }).catch(() => undefined);
  await client.runs.start({ datasetId: 'secret', presetId: 'secret' }).catch(() => undefined);
  socket.close();
  await expect.poll(() => lines.some((line) => line.startsWith('SOCKET'))).toBe(true);
  expect(lines).toEqual([
    expect.stringMatching(/^GET \/ 303 in=0 out=\d\d+ ms=\d+ by=- from=127\.0\.0\.1$/),
    expect.stringMatching(/^GET \(other\) 404 .* by=guest /),
    expect.stringMatching(/^CALL runs\.list 200 in=\d\d+ out=\d\d+ ms=\d+ by=guest from=127\.0\.0\.1$/),
    expect.stringMatching(/^CALL datasets\.rename 422 /),
    expect.stringMatching(/^CALL runs\.start 422 /),
    expect.stringMatching(/^SOCKET \/api 101 in=\d\d+ out=\d\d+ /),
  ]);
  const told = [...lines, ...host.logged.map(({ message }) => message)].join('\n');
  expect(told).not.toMatch(/secret/);
  expect(told).not.toContain(token);
});
