import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLookBudget, type LookBudget } from '../../../src-main/engine-process/look-budget.ts';

const never = new AbortController().signal;
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let budget: LookBudget;

beforeEach(() => {
  vi.useFakeTimers({ loopLimit: 1_000_000 });
  budget = createLookBudget(() => performance.now(), pass);
});
afterEach(() => vi.useRealTimers());

/** How long it takes until it settles, as the made-up clock tells it. */
async function elapsed(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  const ended = work.then(() => performance.now());
  await vi.runAllTimersAsync();
  return (await ended) - began;
}

test('however many look at once, they take a twelfth of the time together', async () => {
  const looks = [30, 10, 50, 10, 20];
  const rounds = 20;
  const panel = async (ms: number, place: number) => {
    for (let n = 0; n < rounds; n++) await budget.take(`panel ${place}`, () => pass(ms), never);
  };
  const time = await elapsed(Promise.all(looks.map(panel)));
  const looked = rounds * looks.reduce((sum, ms) => sum + ms, 0);
  // Between the last looks and the rests that they still owe.
  expect(looked / (time + 11 * Math.max(...looks))).toBeLessThanOrEqual(0.084);
  expect(looked / time).toBeGreaterThan(0.066);
});

test('a new question is answered at once, and what it took is made up for by the others', async () => {
  expect(await elapsed(budget.take('spectra', () => pass(1000), never))).toBe(1000);
  expect(await elapsed(budget.take('gates', () => pass(50), never))).toBe(50);
  const again = await elapsed(budget.take('gates', () => pass(50), never));
  expect(again).toBeGreaterThanOrEqual(11 * 1000 + 10 * 50);
  expect(again).toBeLessThan(11 * 1050 + 100);
});

test('waiting for a step to end is no part of a look', async () => {
  const look = () =>
    budget.take(
      'gates',
      async (began) => {
        await pass(400);
        began();
        await pass(10);
      },
      never,
    );
  expect(await elapsed(look())).toBe(410);
  expect(await elapsed(look())).toBe(120 + 410);
});

test('a look that is given up while it waits, and one that fails, do not hold up the next', async () => {
  await elapsed(budget.take('gates', () => pass(100), never));
  const cancellation = new AbortController();
  const given = budget.take('gates', () => pass(1000), cancellation.signal);
  setTimeout(() => cancellation.abort(), 50);
  expect(await elapsed(given)).toBeLessThan(100);
  expect(await given).toBeNull();
  const failing = budget.take('cells', () => Promise.reject(new Error('no such unit')), never);
  await expect(failing).rejects.toThrow('no such unit');
  expect(await elapsed(budget.take('flow', () => pass(5), never))).toBe(5);
});
