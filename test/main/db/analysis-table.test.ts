import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryStore } from './temporary-store.ts';

test('the sizes of a text are told without reading its vocabulary, which is there for who asks', async () => {
  const { store } = await temporaryStore();
  const dataset = store.datasets.get('dataset')!;
  const parse = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parse.mockRestore());
  const analysis = store.analyses.find(dataset.text_key, { type: 'character', minimumFrequency: 1 })!;
  expect([analysis.tokenCount, analysis.vocabularySize]).toEqual([3, 2]);
  const hasReadVocabulary = () => parse.mock.calls.some(([json]) => json.includes('vocabulary'));
  expect(hasReadVocabulary()).toBe(false);
  expect(analysis.tokenizer.vocabulary).toEqual(['a', 'b']);
  expect(hasReadVocabulary()).toBe(true);
});
