import { expect, test } from 'vitest';
import { runHostileOnnx, throwBombs } from '../../reliability/parser-bombs.ts';
import { openTemporaryHost } from '../temporary-host.ts';

const mebibyte = 2 ** 20;

test('files that are made to fill the memory are refused with what they are, while the host answers others', async () => {
  const host = await openTemporaryHost();
  const reports = await throwBombs(host, 900 * mebibyte);
  expect(reports.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
  expect(host.logged).toEqual([]);
});

test('a runtime of another program takes no more memory than it may', async () => {
  const { message, mostBytes, limitBytes } = await runHostileOnnx(2 ** 14);
  expect(message).not.toBe('It was run.');
  // Between two looks a process can grow by what a machine fills in that time.
  expect(mostBytes).toBeLessThan(limitBytes + 600 * mebibyte);
});
