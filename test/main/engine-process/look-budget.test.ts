import { expect, test } from 'vitest';
import { createLookBudget } from '../../../src-main/engine-process/look-budget.ts';

/** Time that passes only where somebody works or sleeps. */
function madeUpTime() {
  let now = 0;
  const pass = (ms: number) => {
    now += ms;
    return Promise.resolve();
  };
  return { clock: () => now, sleep: pass, work: pass };
}

const never = () => false;

test('however many look at once, they take a tenth of the time together', async () => {
  const { clock, sleep, work } = madeUpTime();
  const budget = createLookBudget(clock, sleep);
  const looks = [30, 10, 50, 10, 20];
  let looked = 0;
  const panel = async (ms: number) => {
    for (let n = 0; n < 10; n++) {
      await budget.take(async () => {
        await work(ms);
        looked += ms;
      }, never);
    }
  };
  await Promise.all(looks.map(panel));
  expect(looked).toBe(1200);
  // The rest after the last look is still to come.
  const rest = 9 * Math.max(...looks);
  expect(looked / (clock() + rest)).toBeLessThanOrEqual(0.1);
  expect(looked / clock()).toBeGreaterThan(0.095);
});

test('waiting for a step to end is no part of a look', async () => {
  const { clock, sleep, work } = madeUpTime();
  const budget = createLookBudget(clock, sleep);
  await budget.take(async (began) => {
    await work(400);
    began();
    await work(10);
  }, never);
  const ended = clock();
  await budget.take(() => work(0), never);
  expect(clock() - ended).toBe(90);
});

test('a look that is given up while it waits, and one that fails, do not hold up the next', async () => {
  const { clock, sleep, work } = madeUpTime();
  const budget = createLookBudget(clock, sleep);
  await budget.take(() => work(100), never);
  let isCancelled = false;
  const given = budget.take(
    () => work(1000),
    () => isCancelled,
  );
  isCancelled = true;
  expect(await given).toBeNull();
  expect(clock()).toBeLessThan(200);
  await expect(budget.take(() => Promise.reject(new Error('no such unit')), never)).rejects.toThrow('no such unit');
  expect(await budget.take(() => Promise.resolve('seen'), never)).toBe('seen');
});
