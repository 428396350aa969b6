import { expect, test } from 'vitest';
import { shallowRef, watch } from 'vue';
import { steady } from '../../../src-renderer/ui/steady.ts';

test('what is made of a record stays the same for as long as what it tells does', () => {
  const run = shallowRef({ name: 'crow', step: 1 });
  const told = steady(() => ({ name: run.value.name }));
  const seen: string[] = [];
  watch(told, ({ name }) => seen.push(name), { flush: 'sync' });
  const first = told.value;
  run.value = { name: 'crow', step: 2 };
  expect(told.value).toBe(first);
  run.value = { name: 'fox', step: 3 };
  expect(told.value).toEqual({ name: 'fox' });
  expect(seen).toEqual(['fox']);
});
