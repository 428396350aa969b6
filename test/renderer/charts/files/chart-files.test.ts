import { expect, test } from 'vitest';
import { chartCsv } from '../../../../src-renderer/charts/files/chart-csv.ts';
import { noMarks, type ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import { chartSvg } from '../../../../src-renderer/charts/files/chart-svg.ts';
import { fileNameOf } from '../../../../src-renderer/charts/files/save-file.ts';
import { createXAxis } from '../../../../src-renderer/charts/axes/x-axis.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

const line = (id: string, label: string, x: number[], y: number[]): ChartLine => ({
  id,
  label,
  colour: 'accent',
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  width: 2,
  dash: [],
  opacity: 1,
  points: false,
});
const train = line('train', 'Training, "smoothed"', [1, 2, 4], [3, 2.5, 1]);
const validation = line('validation', 'Validation', [2, 3], [2.75, Number.NaN]);

test('data of lines with different x is one table', () => {
  expect(chartCsv([train, validation], 'Step')).toBe(
    ['Step,"Training, ""smoothed""",Validation', '1,3,', '2,2.5,2.75', '3,,', '4,1,', ''].join('\r\n'),
  );
});

test('the drawing is well-formed, and has the lines where their values say', () => {
  const content = {
    lines: [train, validation],
    marks: { ...noMarks, references: [{ y: 2, label: '<clip & hold>' }] },
    yRange: null,
    logarithmic: false,
    axis: createXAxis('step', useLocale()),
    range: null,
    whole: { min: 0, max: 4 },
    formatTick: String,
  };
  const svg = chartSvg('Loss <1>', content, (token) => `#${token}`);
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  expect(parsed.querySelector('title')?.textContent).toBe('Loss <1>');
  expect([...parsed.querySelectorAll('text')].map((text) => text.textContent)).toContain('<clip & hold>');
  const points = [...parsed.querySelectorAll('polyline')].at(-1)?.getAttribute('points') ?? '';
  const xs = points.split(' ').map((point) => Number(point.split(',')[0]));
  const ys = points.split(' ').map((point) => Number(point.split(',')[1]));
  expect((xs[2] - xs[1]) / (xs[1] - xs[0])).toBeCloseTo(2, 1);
  expect((ys[2] - ys[1]) / (ys[1] - ys[0])).toBeCloseTo(3, 1);
});

test('a title becomes a file name that every system takes', () => {
  expect(fileNameOf('Update / weight ratio: "all"?', 'png')).toBe('Update weight ratio all.png');
});

const forecast: ChartLine = {
  ...line('forecast', 'Forecast', [5, 6], [2, 3]),
  band: {
    low: Float64Array.of(1, 1.5),
    high: Float64Array.of(3, 9),
    lowLabel: 'Forecast, 10 %',
    highLabel: 'Forecast, 90 %',
  },
};

test('a band has columns of its own, and its times are written as files have them', () => {
  expect(chartCsv([forecast], 'day', (x) => `2024-01-0${x}`)).toBe(
    ['day,Forecast,"Forecast, 10 %","Forecast, 90 %"', '2024-01-05,2,1,3', '2024-01-06,3,1.5,9', ''].join('\r\n'),
  );
});

test('the drawing holds a whole band, divisions, and a line that breaks where nothing is known', () => {
  const broken = { ...line('history', 'History', [1, 2, 3, 4], [1, 1, 1, 1]), breaks: [3] };
  const content = {
    lines: [forecast, broken],
    marks: { ...noMarks, divisions: [{ x: 5, label: 'held back <' }] },
    yRange: null,
    logarithmic: false,
    axis: createXAxis('step', useLocale()),
    range: null,
    whole: { min: 1, max: 6 },
    formatTick: String,
  };
  const parsed = new DOMParser().parseFromString(
    chartSvg('Forecast', content, (token) => `#${token}`),
    'image/svg+xml',
  );
  expect(parsed.querySelector('polygon')?.getAttribute('points')?.split(' ')).toHaveLength(4);
  const lines = [...parsed.querySelectorAll('polyline')].map((each) => each.getAttribute('points')?.split(' ').length);
  expect(lines).toEqual([2, 2, 2]);
  expect(parsed.documentElement.textContent).toContain('held back <');
  const top = Math.min(...(parsed.querySelector('polygon')?.getAttribute('points') ?? '').split(' ').map(yOf));
  expect(top).toBeGreaterThan(60);
});

test('a histogram is filled down to zero, and has no columns for that', () => {
  const filled = { ...line('counts', 'Count', [0, 1, 1, 2], [3, 3, 5, 5]), isFilled: true };
  const content = {
    lines: [filled],
    marks: noMarks,
    yRange: null,
    logarithmic: false,
    axis: createXAxis('step', useLocale()),
    range: null,
    whole: null,
    formatTick: String,
  };
  const svg = chartSvg('Counts', content, (token) => `#${token}`);
  const corners = /<polygon points="([^"]+)"/.exec(svg)?.[1]?.split(' ') ?? [];
  expect(corners).toHaveLength(8);
  expect(chartCsv([filled], 'x').split('\r\n')[0]).toBe('x,Count');
});

const yOf = (place: string) => Number(place.split(',')[1]);
