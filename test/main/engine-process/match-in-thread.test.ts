import { expect, onTestFinished, test } from 'vitest';
import { matchInThread } from '../../../src-main/engine-process/match-in-thread.ts';

const wanted = { aborted: false };

test('pattern after pattern is matched, one by one and at once, and a wrong one spoils none', async () => {
  let threads = 0;
  const count = () => (threads += 1);
  process.on('worker', count);
  onTestFinished(() => void process.off('worker', count));
  const match = async (pattern: string) => [...((await matchInThread(pattern, 'Said Fox', wanted)) ?? [])];
  expect(await match('[A-Z]')).toEqual([0, 1, 5, 6]);
  expect(await match('Fox')).toEqual([5, 8]);
  await expect(match('(')).rejects.toMatchObject({ details: { reason: 'no-pattern' } });
  expect(threads).toBe(1);
  expect(await Promise.all(['S', 'x', 'd F'].map(match))).toEqual([
    [0, 1],
    [7, 8],
    [3, 6],
  ]);
  expect(threads).toBe(3);
});
