import { expect, test } from 'vitest';
import { playgroundUse } from '../../../../src-renderer/domain/models/playground-use.ts';

test('the playground is offered for what a model can do there', () => {
  const tokens = { kind: 'tokens' as const, vocabularySize: 10 };
  const features = { kind: 'features' as const, size: 2 };
  expect(playgroundUse({ task: 'language-model', input: tokens })).toBe('generate');
  expect(playgroundUse({ task: 'classification', input: tokens })).toBe('classify');
  expect(playgroundUse({ task: 'classification', input: features })).toBe('classifySeries');
  expect(playgroundUse({ task: 'tagging', input: tokens })).toBe('tag');
  expect(playgroundUse({ task: 'regression', input: features })).toBe('forecast');
});
