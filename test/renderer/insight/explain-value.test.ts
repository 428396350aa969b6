import { expect, test } from 'vitest';
import { nextTick } from 'vue';
import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import { explanationOf } from '../../../src-renderer/features/insight/explain-value.ts';
import { variableColour, variableScale } from '../../../src-renderer/features/insight/variable-scale.ts';
import { applyLanguage, language } from '../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../src-renderer/locales/use-locale.ts';

const { t } = useLocale();
const say = (variable: CellVariable, value: number) => t(explanationOf(variable, value));

language.value = 'en';
applyLanguage();

test.each([
  ['input-gate', 0.03, 'almost nothing is written here'],
  ['input-gate', 0.5, 'about half of what is new is written'],
  ['forget-gate', 0.02, 'the memory is wiped here'],
  ['forget-gate', 0.97, 'the memory is kept almost whole'],
  ['output-gate', 0.05, 'the memory is held but not read here'],
  ['output-gate', 0.8, 'most of the memory is read'],
  ['update-gate', 0.99, 'the old state is kept almost whole'],
  ['reset-gate', 0, 'the new state is made without looking at the old one'],
  ['cell-state', -2.3, 'the long memory holds a strong “no”'],
  ['cell-state', 0.02, 'the long memory is almost empty here'],
  ['hidden-state', 0.3, 'the short memory leans to “yes”'],
] as const)('%s %s: %s', (variable, value, sentence) => {
  expect(say(variable, value)).toBe(sentence);
});

test('a limit belongs to what lies above it, and both ends have a sentence', () => {
  expect(say('forget-gate', 0.9)).toBe(say('forget-gate', 1));
  expect(say('hidden-state', -0.1)).toBe(say('hidden-state', 0));
  expect(say('hidden-state', 0.5)).toBe(say('hidden-state', 1));
});

test('in Japanese too', async () => {
  language.value = 'ja';
  await nextTick();
  expect(say('input-gate', 0.03)).toBe('ここではほとんど何も書き込まれません');
});

test('each gate and memory has its own colour of the five', () => {
  const five = (['input-gate', 'forget-gate', 'output-gate', 'cell-state', 'hidden-state'] as const).map(
    variableColour,
  );
  expect(five).toEqual(['input-gate', 'forget-gate', 'output-gate', 'cell', 'hidden']);
});

test('gates are drawn from the ground to their colour, states on both sides of the ground and wider where they reach beyond 1', () => {
  const values = Float32Array.from([-0.5, 2.5]);
  expect(variableScale('forget-gate', values)).toEqual({ colours: ['ground', 'forget-gate'], min: 0, max: 1 });
  expect(variableScale('hidden-state', Float32Array.from([0.5]))).toMatchObject({ min: -1, max: 1 });
  expect(variableScale('cell-state', values)).toEqual({ colours: ['accent', 'ground', 'warm'], min: -2.5, max: 2.5 });
});
