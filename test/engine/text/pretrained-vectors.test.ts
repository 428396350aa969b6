import { describe, expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { readPretrainedVectors } from '../../../src-engine/text/pretrained-vectors.ts';
import { encodeUtf8 } from '../../../src-engine/text/utf8.ts';

/** A file as it is read from a disk or a network, in chunks of any size. */
async function* inChunks(bytes: Uint8Array, size: () => number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length;) {
    const to = from + size();
    yield bytes.slice(from, to);
    from = to;
  }
}

const vocabularyOf = (...tokens: string[]): TokenizerState => ({
  spec: { type: 'word', locale: 'en', minimumFrequency: 1 },
  vocabulary: tokens,
  unknownId: tokens.indexOf('') < 0 ? null : tokens.indexOf(''),
  merges: [],
});

async function read(file: string | Uint8Array, tokenizer: TokenizerState, size = () => 7) {
  const bytes = typeof file === 'string' ? encodeUtf8(file) : file;
  const frequencies = tokenizer.vocabulary.map((_, id) => 10 - id);
  const { vectors, ...rest } = await readPretrainedVectors(inChunks(bytes, size), tokenizer, frequencies);
  return { ...rest, vectors: Object.fromEntries([...vectors].map(([id, vector]) => [id, [...vector]])) };
}

async function failureOf(file: string, tokenizer = vocabularyOf('cat')): Promise<string> {
  const error: unknown = await read(file, tokenizer).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EngineError);
  expect((error as EngineError).code).toBe('invalid-data');
  return (error as EngineError).message;
}

const clean = { duplicateCount: 0, malformedCount: 0, malformedLines: [] };

describe('reads', () => {
  test('GloVe: a word and its numbers a line, for the words of the vocabulary alone', async () => {
    const file = 'the 0.5 -0.25 1e-2\ncat 1 2 3\ndog 4 5 6\n';
    expect(await read(file, vocabularyOf('dog', 'bird', 'the'))).toMatchObject({
      dim: 3,
      vectors: { 0: [4, 5, 6], 2: [0.5, -0.25, Math.fround(0.01)] },
      file: { vectorCount: 3, ...clean },
    });
  });

  test.each([
    ['word2vec', '2 2\ncat 1 2\ndog 3 4\n'],
    ['word2vec as its first program writes it, with a space at the end', '2 2\ncat 1 2 \ndog 3 4 \n'],
    ['lines that end in CRLF', 'cat 1 2\r\ndog 3 4\r\n'],
    ['a last line without an end', 'cat 1 2\ndog 3 4'],
    ['tabs, and blank lines', 'cat\t1\t2\n\ndog\t3 \t4\n\n'],
  ])('%s', async (_, file) => {
    const expected = { dim: 2, vectors: { 0: [1, 2], 1: [3, 4] }, file: { vectorCount: 2, ...clean } };
    expect(await read(file, vocabularyOf('cat', 'dog'))).toMatchObject(expected);
  });

  test('words with spaces, as glove.840B has them, also in the first line', async () => {
    const file = '. . . 1 2\nat name@domain.com 3 4\nname@domain.com 5 6\n. 7 8\n';
    expect(await read(file, vocabularyOf('name@domain.com', '.', 'at'))).toMatchObject({
      dim: 2,
      vectors: { 0: [5, 6], 1: [7, 8] },
      file: { vectorCount: 4, ...clean },
    });
  });

  test('numbers as words', async () => {
    expect(await read('7 1 2 3\n1.5 4 5 6\n', vocabularyOf('7', '1.5'))).toMatchObject({
      dim: 3,
      vectors: { 0: [1, 2, 3], 1: [4, 5, 6] },
    });
  });

  test('any Unicode, however the bytes are cut into chunks', async () => {
    const random = createStream(6, 'chunks', 0);
    const words = ['猫', 'naïve', '👩‍🚀', 'a\u{A0}b', '\u{85}', 'x'];
    const file = words.map((word, n) => `${word} ${n} ${n / 8} ${-1 - n}`).join('\n');
    const expected = Object.fromEntries(words.map((_, n) => [n, [n, n / 8, -1 - n]]));
    for (let n = 0; n < 50; n++) {
      const chunk = n === 0 ? () => 1 : () => random.below(12);
      expect((await read(file, vocabularyOf(...words), chunk)).vectors).toEqual(expected);
    }
  });
});

test('of a word that comes twice the first vector is used', async () => {
  expect(await read('cat 1 2\ncat 3 4\ndog 5 6\ndog 7 8\n', vocabularyOf('cat'))).toMatchObject({
    vectors: { 0: [1, 2] },
    file: { vectorCount: 4, duplicateCount: 1 },
  });
});

test('a word that is only there in lower case gets that vector, its own goes before it', async () => {
  const vocabulary = vocabularyOf('The', 'the', 'Paris', 'NASA');
  const file = 'the 1 2\nparis 3 4\nnasa 5 6\nNASA 7 8\n';
  const { vectors, coverage } = await read(file, vocabulary);
  expect(vectors).toEqual({ 0: [1, 2], 1: [1, 2], 2: [3, 4], 3: [7, 8] });
  expect(coverage).toMatchObject({ found: 4, foundInLowerCase: 2 });
});

test('coverage counts what a text consists of, but for its white space', async () => {
  const text = 'The cat sat. The cat ran! A zyzzyva sat.\n';
  const { state, frequencies } = fitTokenizer(text, { type: 'word', locale: 'en', minimumFrequency: 1 });
  const file = encodeUtf8('the 1 2\ncat 3 4\nsat 5 6\n. 7 8\nran 9 10\n');
  const { coverage } = await readPretrainedVectors(
    inChunks(file, () => 9),
    state,
    frequencies,
  );
  // The The cat cat sat sat . . ran are found; ! A zyzzyva are not.
  expect(coverage.found).toBe(5);
  expect(coverage.foundInLowerCase).toBe(1);
  expect(coverage.missing.map((id) => state.vocabulary[id])).toEqual(['!', 'A', 'zyzzyva']);
  expect(coverage.tokenShare).toBe(9 / 12);
});

test('words too rare for the vocabulary are missing together, as the unknown token', async () => {
  const { state, frequencies } = fitTokenizer('a b c a d a', { type: 'word', locale: 'en', minimumFrequency: 2 });
  const { coverage, vectors } = await readPretrainedVectors(
    inChunks(encodeUtf8('a 1 2\nb 3 4\n'), () => 5),
    state,
    frequencies,
  );
  expect(coverage).toEqual({ found: 1, foundInLowerCase: 0, missing: [state.unknownId], tokenShare: 3 / 6 });
  expect([...vectors.keys()].map((id) => state.vocabulary[id])).toEqual(['a']);
});

describe('malformed lines', () => {
  test('are counted, named and passed over', async () => {
    const file = ['cat 1 2', 'dog', 'dog 3 x', 'dog 3 1e39', ' 5 6', 'dog 7 8', 'bird 9'].join('\n');
    expect(await read(file, vocabularyOf('cat', 'dog', 'bird'))).toMatchObject({
      vectors: { 0: [1, 2], 1: [7, 8] },
      // The last is not of another dimension: the file was cut off.
      file: { vectorCount: 2, malformedCount: 5, malformedLines: [2, 3, 4, 5, 7] },
    });
  });

  test('are named up to ten', async () => {
    const file = ['cat 1 2', ...Array.from({ length: 30 }, () => '?'), 'dog 1 2', ''].join('\n');
    const { malformedCount, malformedLines } = (await read(file, vocabularyOf('cat'))).file;
    expect(malformedCount).toBe(30);
    expect(malformedLines).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('may be longer than memory should hold', async () => {
    const file = `cat 1 2\n${'x'.repeat(2 ** 20 + 1)} 3 4\ndog 5 6\n${'y '.repeat(2 ** 20)}`;
    expect(await read(file, vocabularyOf('cat', 'dog'), () => 50_000)).toMatchObject({
      vectors: { 0: [1, 2], 1: [5, 6] },
      file: { vectorCount: 2, malformedCount: 2, malformedLines: [2, 4] },
    });
  });
});

describe('a file is refused in words', () => {
  test('with lines of different dimensions', async () => {
    expect(await failureOf('cat 1 2\ndog 1 2 3\n')).toContain(
      'line 2 has 3 values after its word where 2 are expected',
    );
    expect(await failureOf('cat 1 2 3\nbird 4 5 6\ndog 1 2\n')).toContain('line 3 has 2 values');
    expect(await failureOf('9 300\ncat 1 2 3\n')).toContain(
      'line 2 has 3 values after its word where 300 are expected',
    );
  });

  test('without a word of the vocabulary', async () => {
    expect(await failureOf('dog 1 2\nbird 3 4\n')).toMatch(/^None of the 2 words/);
    expect(await failureOf('cat 1 2\n', vocabularyOf('', ' '))).toMatch(/^None of the 1 words/);
  });

  test.each(['', '\n\n', '9 300\n', 'a letter\nto someone\n', '1 99999999999999\ncat\n'])(
    'without vectors: %j',
    async (file) => {
      expect(await failureOf(file)).toMatch(/^No line of the file is a word followed by numbers/);
    },
  );

  test('for tokens that are no words', async () => {
    const { state } = fitTokenizer('cat', { type: 'byte', minimumFrequency: 1 });
    expect(await failureOf('cat 1 2\n', state)).toMatch(/word tokenizer/);
  });
});
