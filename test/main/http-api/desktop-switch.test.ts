import { expect, onTestFinished, test } from 'vitest';
import type { HttpApiStatusRecord } from '../../../src-main/contract/access-records.ts';
import { followHttpApiSetting } from '../../../src-main/host/follow-http-api-setting.ts';
import { openTemporaryHost } from '../temporary-host.ts';

test('the desktop program serves the API while it is switched on, at its port, and to nobody without a token', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const close = followHttpApiSetting(host);
  onTestFinished(close);
  const told: HttpApiStatusRecord[] = [];
  const leaving = new AbortController();
  const stream = await client.httpApi.status(undefined, { signal: leaving.signal });
  const reading = (async () => {
    for await (const status of stream) told.push(status);
  })();
  await expect.poll(() => told.at(-1)?.state).toBe('off');

  const port = 20_000 + (process.pid % 20_000);
  await client.settings.set({ httpApi: true, httpApiPort: port });
  await expect
    .poll(() => told.at(-1))
    .toEqual({ state: 'listening', url: `http://127.0.0.1:${port}/v1`, message: null });
  const { token } = await client.httpApi.addToken({ name: 'notebook', scope: 'look' });
  const ask = async (headers: Record<string, string>, path = '/v1/models') =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status;
  expect(await ask({})).toBe(401);
  expect(await ask({ authorization: `Bearer ${token}` })).toBe(200);
  expect(await ask({ authorization: `Bearer ${token}` }, '/')).toBe(404);
  expect(await ask({ authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' })).toBe(403);

  // A port that another program has is told of, and the next one is tried.
  const other = await openTemporaryHost();
  onTestFinished(followHttpApiSetting(other));
  await other.client.settings.set({ httpApi: true, httpApiPort: port });
  const failed = async () => {
    for await (const status of await other.client.httpApi.status())
      if (status.state === 'failed') return status.message;
    return null;
  };
  expect(await failed()).toContain(String(port));

  await client.settings.set({ httpApi: false });
  await expect.poll(() => told.at(-1)?.state).toBe('off');
  await expect(ask({})).rejects.toThrow();
  leaving.abort();
  await reading.catch(() => undefined);
});
