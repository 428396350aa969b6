import { expect, test } from 'vitest';
import { isResumable } from '../../../../src-renderer/client/runs/run-state.ts';

test('what failed can go on, unless it would fail in the same way', () => {
  expect(isResumable({ state: 'failed' })).toBe(true);
  expect(isResumable({ state: 'diverged' })).toBe(false);
});
