import { expect, test } from 'vitest';
import type { ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import { readoutsOf } from '../../../../src-renderer/charts/panel/readout.ts';
import { summarize } from '../../../../src-renderer/charts/panel/summarize.ts';
import { language } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

const line = (fields: Partial<ChartLine>): ChartLine => ({
  id: 'train',
  label: 'Training',
  colour: 'accent',
  x: Float64Array.of(1, 2, 3, 4),
  y: Float64Array.of(4, 1.5, Number.NaN, 2),
  width: 1,
  dash: [],
  opacity: 1,
  points: false,
  ...fields,
});
const validation = line({ id: 'validation', label: 'Validation', x: new Float64Array(0), y: new Float64Array(0) });
const background = line({ id: 'raw', label: 'Each step', opacity: 0.3 });
const { loss, integer, t } = useLocale();

test('a chart is told in words: where each line begins, ends and is lowest', () => {
  language.value = 'en';
  expect(summarize([line({}), validation, background], loss, (step) => `step ${integer(step)}`, t)).toBe(
    'Training: from 4.000 to 2.000 at step 4; lowest 1.500 at step 2. Validation: no values yet.',
  );
});

test('values are read at the crosshair, else at the end', () => {
  const values = (crosshair: number | null) =>
    readoutsOf([line({}), validation], crosshair, loss).map(({ x, value }) => [x, value]);
  expect(values(null)).toEqual([
    [4, '2.000'],
    [null, '–'],
  ]);
  expect(values(1.2)).toEqual([
    [1, '4.000'],
    [null, '–'],
  ]);
  expect(values(3)[0]).toEqual([3, '–']);
});
