import { expect, test } from 'vitest';
import { openTemporaryHost } from '../temporary-host.ts';

test('tells what each engine takes of the memory, and nothing for one that nobody has needed yet', async () => {
  const { client } = await openTemporaryHost();
  expect(await client.system.memory()).toEqual({ training: 0, requests: 0 });
  await client.system.info();
  // A process of Node takes some tens of megabytes before it does anything. One that is busy is told of as it was before.
  await expect.poll(async () => (await client.system.memory()).requests).toBeGreaterThan(20_000_000);
  expect((await client.system.memory()).training).toBe(0);
});
