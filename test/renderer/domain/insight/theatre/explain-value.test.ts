import { describe, expect, it, test } from 'vitest';
import { nextTick } from 'vue';
import { cells, type CellType, type CellVariable } from '../../../../../src-engine/cells/index.ts';
import {
  variableColour,
  variableDash,
  variableName,
  variableOf,
} from '../../../../../src-renderer/domain/cells/cell-variables.ts';
import { explanationOf } from '../../../../../src-renderer/domain/insight/theatre/explain-value.ts';
import { variableScale } from '../../../../../src-renderer/domain/cells/variable-scale.ts';
import { applyLanguage, language } from '../../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../../src-renderer/locales/use-locale.ts';

const { t } = useLocale();
const lstm = (variable: CellVariable) => variableOf('lstm', variable);
const say = (cell: CellType, variable: CellVariable, value: number) =>
  t(explanationOf(variableOf(cell, variable), value));

language.value = 'en';
applyLanguage();

test.each([
  ['lstm', 'input-gate', 0.03, 'almost nothing is written here'],
  ['lstm', 'input-gate', 0.5, 'about half of what is new is written'],
  ['lstm', 'forget-gate', 0.02, 'the memory is wiped here'],
  ['lstm', 'forget-gate', 0.97, 'the memory is kept almost whole'],
  ['lstm', 'output-gate', 0.05, 'the memory is held but not read here'],
  ['lstm', 'output-gate', 0.8, 'most of the memory is read'],
  ['gru', 'update-gate', 0.99, 'the old state is kept almost whole'],
  ['gru', 'reset-gate', 0, 'the new state is made without looking at the old one'],
  ['lstm', 'cell-state', -2.3, 'the long memory holds a strong “no”'],
  ['lstm', 'cell-state', 0.02, 'the long memory is almost empty here'],
  ['lstm', 'hidden-state', 0.3, 'the short memory leans to “yes”'],
] as const)('%s %s %s: %s', (cell, variable, value, sentence) => {
  expect(say(cell, variable, value)).toBe(sentence);
});

test('a limit belongs to what lies above it, and both ends have a sentence', () => {
  expect(say('lstm', 'forget-gate', 0.9)).toBe(say('lstm', 'forget-gate', 1));
  expect(say('lstm', 'hidden-state', -0.1)).toBe(say('lstm', 'hidden-state', 0));
  expect(say('lstm', 'hidden-state', 0.5)).toBe(say('lstm', 'hidden-state', 1));
});

test('in Japanese too', async () => {
  language.value = 'ja';
  await nextTick();
  expect(say('lstm', 'input-gate', 0.03)).toBe('ここではほとんど何も書き込まれません');
});

test('each gate and memory has its own colour of the five', () => {
  const five = (['input-gate', 'forget-gate', 'output-gate', 'cell-state', 'hidden-state'] as const).map((name) =>
    variableColour(lstm(name)),
  );
  expect(five).toEqual(['input-gate', 'forget-gate', 'output-gate', 'cell', 'hidden']);
});

test('gates are drawn from the ground to their colour, states on both sides of the ground and wider where they reach beyond 1', () => {
  const values = Float32Array.from([-0.5, 2.5]);
  expect(variableScale(lstm('forget-gate'), values)).toEqual({ colours: ['ground', 'forget-gate'], min: 0, max: 1 });
  expect(variableScale(lstm('hidden-state'), Float32Array.from([0.5]))).toMatchObject({ min: -1, max: 1 });
  expect(variableScale(lstm('cell-state'), values)).toEqual({
    colours: ['cool', 'ground', 'cell'],
    min: -2.5,
    max: 2.5,
  });
});

test('a unit that adds up all the time leaves the others their colours', () => {
  const values = Float32Array.from({ length: 128 }, (_, unit) => (unit === 0 ? 80 : 2));
  expect(variableScale(variableOf('slstm', 'normaliser'), values)).toMatchObject({ min: 0, max: 6 });
  expect(variableScale(variableOf('slstm', 'cell-state'), values)).toMatchObject({ min: -6, max: 6 });
});

describe.each(cells)('the variables of $displayName', ({ type, explained, variables }) => {
  it('have names, explanations from one end to the other, and lines that are told apart without colours', () => {
    const shown = explained.map((name) => variableOf(type, name));
    expect(new Set(shown.map((variable) => t(variableName(variable)))).size).toBe(explained.length);
    expect(new Set(shown.map((variable) => variableDash(variable).join())).size).toBe(explained.length);
    for (const variable of variables) {
      for (const value of [-3, -0.2, 0, 0.2, 0.5, 0.8, 3]) expect(t(explanationOf(variable, value))).not.toContain('.');
    }
  });
});
