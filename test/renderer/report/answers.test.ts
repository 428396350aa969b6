import { expect, test } from 'vitest';
import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';
import { createLocale } from '../../../src-renderer/locales/create-locale.ts';
import { createTexts } from '../../../src-renderer/locales/create-texts.ts';
import { answerSection } from '../../../src-renderer/report/answers/answer-sections.ts';
import type { Answers } from '../../../src-renderer/report/answers/gather-answers.ts';
import type { Block } from '../../../src-renderer/report/block.ts';

const locale = createLocale(createTexts('en', () => 'en').global, () => 'en');

const sectionOf = (answers: Answers): Block[] => answerSection(answers, locale);
const tablesOf = (blocks: readonly Block[]) => blocks.filter((block) => block.type === 'table');
const paragraphsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));

const seen = { step: 100, checkpointId: 'c' };

test('a classifier’s classes, what they are taken for, and its surest mistakes', () => {
  const row = (text: string, actual: number, predicted: number, probability: number) => ({
    ...{ row: 0, text, actual, predicted, probability },
  });
  const rows = [
    row('right', 0, 0, 0.9),
    row('right too', 0, 0, 0.8),
    row('a guess', 0, 1, 0.55),
    row(`sure and wrong ${'x'.repeat(300)}`, 1, 0, 0.99),
  ];
  const confusion = { ...seen, classes: ['good', 'bad'], isHeldBack: true, total: 4, rows };
  const blocks = sectionOf({ kind: 'classes', confusion });
  expect(paragraphsOf(blocks)).toEqual(['50.0% of 4 texts that were held back are right.']);
  const [classes, taken, mistakes] = tablesOf(blocks);
  expect(classes.rows).toEqual([
    ['good', '66.7%', '66.7%', '66.7%', '3'],
    ['bad', '0.0%', '0.0%', '0.0%', '1'],
  ]);
  expect(taken.rows).toEqual([
    ['good', '2', '1'],
    ['bad', '1', '0'],
  ]);
  expect(mistakes.rows.map(([text, ...others]) => [text.slice(0, 8), text.length, ...others])).toEqual([
    ['sure and', 201, 'bad', 'good', '99%'],
    ['a guess', 7, 'good', 'bad', '55%'],
  ]);
});

test('of many classes those with the most mistakes are shown, and the page says so', () => {
  const classes = Array.from({ length: 30 }, (_, n) => `class ${n}`);
  const rows = [20, 21, 22].map((actual) => ({ row: 0, text: '', actual, predicted: 25, probability: 1 }));
  const confusion = { ...seen, classes, isHeldBack: true, total: 3, rows };
  const blocks = sectionOf({ kind: 'classes', confusion });
  const [figures] = tablesOf(blocks);
  const names = figures.rows.map(([name]) => name);
  expect(names).toHaveLength(10);
  expect(names).toEqual(expect.arrayContaining(['class 20', 'class 21', 'class 22', 'class 25']));
  expect(paragraphsOf(blocks)[0]).toContain('The 10 of 30 classes with the most mistakes.');
});

test('a tagger’s entities, and the words that it mistook', () => {
  const mistakes = {
    ...{ ...seen, tags: ['O', 'B-PER', 'I-PER'], isHeldBack: true, total: 2, read: 2 },
    confusion: [],
    entities: [{ type: 'PER', predicted: 2, actual: 4, correct: 1 }],
    sentences: [
      {
        ...{ row: 1, tokens: ['Ann', 'Lee', 'left'], known: [true, true, true] },
        ...{ actual: [1, 2, 0], predicted: [1, 0, 0], probabilities: [0.9, 0.6, 0.99] },
      },
    ],
  };
  const blocks = sectionOf({ kind: 'tags', mistakes });
  const [entities, sentences] = tablesOf(blocks);
  expect(entities.rows).toEqual([['PER', '50.0%', '25.0%', '33.3%', '4']]);
  expect(sentences.rows).toEqual([['Ann Lee left', 'Lee: I-PER, taken for O (60%)']]);
});

test('a forecaster beside simple methods, and what came after its last forecast', () => {
  const scores = (mase: number) => ({
    ...{ n: 2, mae: mase, rmse: mase, mase, smape: 2, pinball: 0.1, coverage: 0.8 },
  });
  const method = (name: BacktestRecord['methods'][number]['method'], mase: number) => ({
    ...{ method: name, scores: scores(mase), steps: [], origins: [] },
  });
  const told = (model: string | null, value: number[]) => ({
    ...{ model, fittedRows: null, value, low: value.map((each) => each - 1), high: value.map((each) => each + 1) },
  });
  const backtest: BacktestRecord = {
    ...{ step: 100, horizon: 2, season: 1, band: 0.8, seriesUsed: 1, seriesTotal: 1 },
    origins: [
      { series: null, row: 3, time: 3 },
      { series: null, row: 5, time: 5 },
    ],
    methods: [method('network', 0.9), method('ets', 0.6)],
    forecasts: [0, 1].map((origin) => ({
      ...{ origin, column: 'sold', times: [5, 6], actual: [10, 11] },
      methods: [told(null, [9, 12]), told('ETS(A,N,N)', [10, 10])],
    })),
    simpleIsBetter: { method: 'ets', score: 'mase', ratio: 2 / 3 },
  };
  const history = {
    ...{ time: null, allSeries: [], series: null, validationFrom: 3, newFrom: null, rows: [3, 4], times: [3, 4] },
    pieces: [{ first: 0, rows: 5, known: 5 }],
    columns: [{ name: 'sold', role: 'predict' as const, categories: null, min: [7, 8], max: [7, 8] }],
  };
  const blocks = sectionOf({ kind: 'forecasts', backtest, history });
  const [methods] = tablesOf(blocks);
  expect(methods.rows.map(([name, mase, ...others]) => [name, mase, others.at(-1)])).toEqual([
    ['This network', '0.9', ''],
    ['ETS', '0.6', 'ETS(A,N,N)'],
  ]);
  expect(paragraphsOf(blocks).at(-1)).toContain('the error of ETS is 33% smaller');
  const charts = blocks.filter((block) => block.type === 'chart');
  expect(charts).toHaveLength(1);
  const [{ content, title }] = charts;
  expect(title).toBe('The last forecast of sold');
  expect(content.lines.map(({ label, y }) => [label, [...y]])).toEqual([
    ['Forecast', [9, 12]],
    ['ETS', [10, 10]],
    ['What came', [10, 11]],
    ['sold', [7, 8]],
  ]);
});
