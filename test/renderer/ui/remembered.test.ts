import { beforeEach, expect, test } from 'vitest';
import { watchEffect } from 'vue';
import { isNumber, oneOf, remembered } from '../../../src-renderer/ui/remembered.ts';

beforeEach(() => localStorage.clear());

const isTheme = oneOf(['dark', 'light']);

test('a value outlives the page and is reactive', () => {
  const first = remembered<'dark' | 'light'>('theme', 'dark', isTheme);
  const seen: string[] = [];
  watchEffect(() => seen.push(first.value), { flush: 'sync' });
  first.value = 'light';
  expect(seen).toEqual(['dark', 'light']);
  expect(remembered<'dark' | 'light'>('theme', 'dark', isTheme).value).toBe('light');
});

test('what is stored but makes no sense is forgotten', () => {
  localStorage.setItem('kioku.theme', '"purple"');
  localStorage.setItem('kioku.width', '{broken');
  expect(remembered<'dark' | 'light'>('theme', 'dark', isTheme).value).toBe('dark');
  expect(remembered('width', 240, isNumber).value).toBe(240);
});

test('a storage that refuses keeps nothing from working', () => {
  const refuse = () => {
    throw new Error('The storage is full.');
  };
  const full: Storage = { length: 0, clear: refuse, key: refuse, removeItem: refuse, getItem: refuse, setItem: refuse };
  const width = remembered('width', 240, isNumber, () => full);
  width.value = 300;
  expect(width.value).toBe(300);
});

test('neither does one that may not even be looked at', () => {
  const width = remembered('width', 240, isNumber, () => {
    throw new DOMException('The storage is forbidden.', 'SecurityError');
  });
  width.value = 300;
  expect(width.value).toBe(300);
});
