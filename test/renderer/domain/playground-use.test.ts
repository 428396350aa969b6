import { expect, test } from 'vitest';
import { playgroundUse } from '../../../src-renderer/domain/playground-use.ts';

test('the playground is offered for what a model can do there', () => {
  expect(playgroundUse('language-model')).toBe('generate');
  expect(playgroundUse('classification')).toBe('classify');
  expect(playgroundUse('tagging')).toBe('tag');
  expect(playgroundUse('regression')).toBe('forecast');
});
