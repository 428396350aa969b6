import { expect, test } from 'vitest';
import { textsCut } from '../../../../src-main/runs/doctor/texts-cut.ts';
import { classifier, factsOf } from './facts-of.ts';

const texts = (cut: number) => ({ cutTexts: { texts: 100, cut, keptTokens: 10, longest: 70 } });

test.each([
  ['none is cut', texts(0), null],
  ['a few are cut', texts(5), null],
  ['a quarter is cut', texts(25), 'warning'],
  ['most are cut', texts(80), 'fault'],
  ['it is not known', { cutTexts: null }, null],
] as const)('%s', (_, data, severity) => {
  expect(textsCut(factsOf({ model: classifier, data }))?.severity ?? null).toBe(severity);
});

test('reads texts to the end of the longest', () => {
  const found = textsCut(factsOf({ model: classifier, data: texts(80), train: { sequenceLength: 10 } }));
  expect(found?.fix).toEqual({ kind: 'new-run', changes: { train: { sequenceLength: 70 } } });
});
