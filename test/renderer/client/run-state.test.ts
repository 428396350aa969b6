import { expect, test } from 'vitest';
import { isResumable } from '../../../src-renderer/client/run-state.ts';

test('what failed can go on, unless it would fail in the same way', () => {
  const failed = (code: 'diverged' | 'out-of-memory') => ({
    state: 'failed' as const,
    error: { code, message: 'It failed.', details: {} },
  });
  expect(isResumable(failed('out-of-memory'))).toBe(true);
  expect(isResumable(failed('diverged'))).toBe(false);
  expect(isResumable({ state: 'failed', error: null })).toBe(true);
});
