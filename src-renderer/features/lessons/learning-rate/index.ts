import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { defineLesson, type LessonLine } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

const ladderColours = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
] as const;

/** The rate of the slider, and of the ladder the best and one rate in each decade: more lines could not be told apart. */
function linesOf({ curves, figures }: LessonOutcome): LessonLine[] {
  const rates = Object.keys(curves)
    .filter((name) => name.startsWith('rate-'))
    .map((curve) => ({ curve, rate: Number(curve.slice('rate-'.length)) }))
    .filter(({ rate }) => rate === figures['bestRate'] || Number.isInteger(Number(Math.log10(rate).toFixed(6))));
  return [
    { curve: 'yours', colour: 'hidden', dash: [6, 4] },
    ...rates.map(({ curve, rate }, n): LessonLine => {
      const colour = ladderColours[n % ladderColours.length]!;
      return { curve, colour, label: { path: 'curves.rate', values: { rate: String(rate) } } };
    }),
  ];
}

export default defineLesson({
  id: 'learning-rate',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 1e-4,
    maximum: 100,
    step: 0.125,
    start: 0.1,
    logarithmic: true,
    format: 'number',
    truth: 'divergingRate',
  },
  charts: [
    {
      id: 'byRate',
      logarithmic: true,
      logarithmicX: true,
      formatY: 'perplexity',
      lines: [{ curve: 'byRate', colour: 'cool', points: true }],
      references: ({ figures }) => vocabularyLine(figures['vocabularySize']),
    },
    {
      id: 'bySteps',
      logarithmic: true,
      // A course that diverges leaves the plot, so that the others can be told apart.
      yRange: { min: 5, max: 1000 },
      formatX: 'integer',
      formatY: 'perplexity',
      lines: linesOf,
      references: ({ figures }) => vocabularyLine(figures['vocabularySize']),
    },
  ],
  figures: [
    { figure: 'yourPerplexity', format: 'perplexity' },
    { figure: 'bestRate', format: 'number' },
    { figure: 'bestPerplexity', format: 'perplexity' },
    { figure: 'divergingRate', format: 'number' },
  ],
  panels: ['rateFinder.open', 'dashboard.perplexity', 'dashboard.learningRate'],
});

function vocabularyLine(size: number | undefined): { y: number; label: string }[] {
  return size === undefined ? [] : [{ y: size, label: 'charts.vocabulary' }];
}
