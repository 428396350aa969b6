import { expect, test } from 'vitest';
import { openTemporaryHost } from '../temporary-host.ts';

test('tells what each engine takes of the memory, and nothing for one that nobody has needed yet', async () => {
  const { client } = await openTemporaryHost();
  expect(await client.system.memory()).toEqual({ training: 0, requests: 0 });
  await client.system.info();
  const { training, requests } = await client.system.memory();
  expect(training).toBe(0);
  // A process of Node takes some tens of megabytes before it does anything.
  expect(requests).toBeGreaterThan(20_000_000);
});
