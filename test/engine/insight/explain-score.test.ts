import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { explainScore } from '../../../src-engine/insight/explain-score.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { AttributionQuestion, AttributionResult } from '../../../src-engine/spec/insight-spec.ts';
import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { fitGivenTokens } from '../../../src-engine/text/given-tokens.ts';
import type { Tokenizer } from '../../../src-engine/text/tokenizer.ts';

const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
const plain = { written: [], position: null, output: null, reach: Infinity };

async function explain(
  task: Task,
  tokenizer: Tokenizer,
  question: Partial<AttributionQuestion> & { text: string },
): Promise<AttributionResult> {
  const vocabularySize = tokenizer.state.vocabulary.length;
  const predicts = task === 'language-model';
  const model = createModel(createReferenceBackend(), {
    task,
    input: { kind: 'tokens', vocabularySize },
    layers: [
      embedding(3),
      lstm(4, { returnSequences: task !== 'classification' }),
      dense(predicts ? vocabularySize : 3),
    ],
  });
  model.initialize(2);
  const result = await explainScore(model, tokenizer, { ...plain, ...question }, uninterrupted);
  if (result === null) throw new Error('It was not aborted.');
  return result;
}

const fitted = (text: string, spec: TokenizerSpec) => createTokenizer(fitTokenizer(text, spec).state);
const textsOf = ({ pieces }: AttributionResult) => pieces.map(({ text }) => text);
const total = ({ pieces }: AttributionResult) => pieces.reduce((sum, piece) => sum + (piece.contribution ?? 0), 0);

describe('of a language model', () => {
  const characters = fitted('ab ab c', { type: 'character', minimumFrequency: 1 });

  it('explains what comes next, or a token of the text by those before it', async () => {
    const next = await explain('language-model', characters, { text: 'ab c' });
    expect(textsOf(next)).toEqual(['a', 'b', ' ', 'c']);
    expect(next.position).toBe(4);
    expect(next.outputText).toBe(characters.tokenText(next.output));

    const inside = await explain('language-model', characters, { text: 'ab c', position: 3 });
    expect(textsOf(inside)).toEqual(['a', 'b', ' ']);
    expect(inside.outputText).toBe('c');
    expect(inside.probability).toBeGreaterThan(0);
    expect(await explain('language-model', characters, { text: 'ab ', output: 'c' })).toEqual({
      ...inside,
      position: 3,
    });
  });

  it('goes on from tokens as they were written, however their text would be cut', async () => {
    const pairs = fitted('abababab', { type: 'bpe', vocabularySize: 258, minimumFrequency: 1 });
    const [a, b] = [97, 98];
    expect([...pairs.encode('ab')]).not.toEqual([a, b]);
    const written = await explain('language-model', pairs, { text: 'c', written: [a, b] });
    expect(textsOf(written)).toEqual(['c', 'a', 'b']);
  });

  it('tells a Japanese character that several tokens make up as one piece, with the sum of theirs', async () => {
    const bytes = fitted('猫', { type: 'byte', minimumFrequency: 1 });
    const result = await explain('language-model', bytes, { text: '猫a' });
    expect(result.pieces.map(({ text, tokens }) => [text, tokens])).toEqual([
      ['猫', 3],
      ['a', 1],
    ]);
    const unjoined = await explain('language-model', bytes, { text: '', written: [...bytes.encode('猫a')] });
    expect(total(unjoined)).toBeCloseTo(total(result), 12);
  });

  it('begins at the boundary of a document, which is a piece without text', async () => {
    const documents = fitted('ab', { type: 'character', minimumFrequency: 1, boundary: true });
    expect(documents.state.boundaryId).toBeDefined();
    const first = await explain('language-model', documents, { text: 'ab', position: 0 });
    expect(textsOf(first)).toEqual(['']);
    expect(first.outputText).toBe('a');
    expect(textsOf(await explain('language-model', documents, { text: 'ab' }))).toEqual(['', 'a', 'b']);
  });

  it('says what it cannot explain', async () => {
    const rejection = (question: Partial<AttributionQuestion>) =>
      expect(explain('language-model', characters, { text: 'ab', ...question })).rejects;
    await rejection({ position: 0 }).toMatchObject({ details: { reason: 'nothing-before' } });
    await rejection({ position: 3 }).toMatchObject({ details: { reason: 'no-such-position', tokens: 2 } });
    await rejection({ output: 99 }).toMatchObject({ details: { reason: 'no-such-token' } });
    await rejection({ output: 'ab' }).toMatchObject({ details: { reason: 'no-such-token', token: 'ab' } });
    await rejection({ written: [99] }).toMatchObject({ details: { reason: 'no-such-output' } });
  });
});

it('of a classifier of words, tells a word that it does not know as it stands in the text', async () => {
  const words = fitted('good day good day bad', {
    type: 'word',
    locale: 'en',
    minimumFrequency: 2,
    leavesOutBlanks: true,
  });
  expect(words.state.unknownId).not.toBeNull();
  const result = await explain('classification', words, { text: 'good grief' });
  expect(textsOf(result)).toEqual(['good', 'grief']);
  expect(result).toMatchObject({ position: null, outputText: '' });
  await expect(explain('classification', words, { text: ' ' })).rejects.toMatchObject({
    details: { reason: 'nothing-known' },
  });
});

it('of a tagger, explains the tag of one token by the whole sentence', async () => {
  const spec: TokenizerSpec = { type: 'word', locale: 'en', minimumFrequency: 1 };
  const tokenizer = createTokenizer(fitGivenTokens([['Ann', 'left', 'on', 'May', '3']], spec).state);
  const result = await explain('tagging', tokenizer, { text: 'Ann left on May 3', position: 3 });
  expect(textsOf(result)).toEqual(['Ann', 'left', 'on', 'May', '3']);
  expect(result.position).toBe(3);
  // It reads from left to right, so that what comes after cannot contribute.
  expect(result.pieces[4]?.contribution).toBe(0);
  expect(result.pieces[3]?.contribution).not.toBe(0);
});
