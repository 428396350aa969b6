import { expect, it } from 'vitest';
import { nearestTokens, readTokenVectors } from '../../../src-engine/insight/token-vectors.ts';
import { tokenKind } from '../../../src-engine/text/token-kind.ts';
import { backends, classifier, drawModel, languageModel, VOCABULARY } from './drawn-models.ts';

const create = backends[0][2];

it('reads the rows of an embedding, in the order that is asked for', async () => {
  const { model, values } = drawModel(create(), languageModel);
  const table = Array.from(values.get('0.weights') ?? []);
  const { source, dimensions, vectors } = await readTokenVectors(model, [4, 1]);
  expect([source, dimensions]).toEqual(['embedding', 3]);
  expect([...vectors]).toEqual([...table.slice(12, 15), ...table.slice(3, 6)]);
});

it('reads the kernel’s rows of both directions where tokens are one-hot', async () => {
  const { model, values } = drawModel(create(), classifier);
  const rowOf = (name: string) => {
    const kernel = Array.from(values.get(name) ?? []);
    const width = kernel.length / VOCABULARY;
    return kernel.slice(2 * width, 3 * width);
  };
  const { source, dimensions, vectors } = await readTokenVectors(model, [2]);
  // Three gates of three units in each direction.
  expect([source, dimensions]).toEqual(['kernel', 18]);
  expect([...vectors]).toEqual([...rowOf('1.forward.kernel'), ...rowOf('1.backward.kernel')]);
});

it('finds the nearest tokens by cosine, whatever their length, without hidden ones', async () => {
  const { model } = drawModel(create(), languageModel);
  const rows = [
    [1, 0, 0],
    [5, 0.5, 0],
    [0, 1, 0],
    [-1, 0, 0],
    [0.9, 0, 0.3],
    [0, 0, 0],
  ];
  model.backend.write(model.parameters[0].value, Float32Array.from(rows.flat()));
  const nearest = await nearestTokens(model, { id: 0, count: 10, hidden: [4] });
  expect(nearest.map(({ id }) => id)).toEqual([1, 2, 5, 3]);
  expect(nearest[0].similarity).toBeCloseTo(5 / Math.hypot(5, 0.5), 6);
  expect(nearest.at(-1)?.similarity).toBeCloseTo(-1, 6);
});

it.each([
  ['whale', 'latin'],
  ['“Call', 'latin'],
  ['ねこ', 'hiragana'],
  ['ラーメン', 'katakana'],
  ['ー', 'katakana'],
  ['猫は', 'kanji'],
  ['кит', 'letter'],
  ['1851', 'digit'],
  ['３', 'digit'],
  ['。', 'punctuation'],
  ['+', 'punctuation'],
  ['\n', 'blank'],
  ['　', 'blank'],
  ['', 'other'],
])('“%s” is of the kind %s', (text, kind) => {
  expect(tokenKind(text)).toBe(kind);
});
