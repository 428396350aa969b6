import { expect, test } from 'vitest';
import { RestartPolicy } from '../../../src-main/runs/engines/restart-policy.ts';

test('three tries, each after a longer wait', () => {
  const policy = new RestartPolicy();
  expect([policy.afterFailure(10), policy.afterFailure(10), policy.afterFailure(10)]).toEqual([250, 1000, null]);
});

test('a process that lived well for a while begins with three tries again; so does one that a person wants', () => {
  const policy = new RestartPolicy();
  policy.afterFailure(10);
  policy.afterFailure(10);
  expect(policy.afterFailure(3_600_000)).toBe(250);
  expect([policy.afterFailure(10), policy.afterFailure(10)]).toEqual([1000, null]);
  policy.reset();
  expect(policy.afterFailure(10)).toBe(250);
});
