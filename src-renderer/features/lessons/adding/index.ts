import { contenderLines } from '../experiment/contender-lines.ts';
import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

/** The share of the sums that is within 0.04 of 0.5, so that whoever always answers that has it right. */
const ALWAYS_THE_MEAN = 1 - 0.92 ** 2;

export default defineLesson({
  id: 'adding',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'drawing',
    chart: 'right',
    curve: 'lstmRight',
    x: [0, 180, 360, 540, 720, 900],
    minimum: 0,
    maximum: 1,
    start: 0.2,
    format: 'percent',
  },
  charts: [
    {
      id: 'right',
      formatX: 'integer',
      formatY: 'percent',
      yRange: { min: 0, max: 1 },
      lines: contenderLines('Right'),
      references: () => [{ y: ALWAYS_THE_MEAN, label: 'picture.mean' }],
    },
    {
      id: 'error',
      formatX: 'integer',
      lines: contenderLines('Error'),
      references: () => [{ y: 1 / 6, label: 'picture.mean' }],
    },
  ],
  figures: [
    { figure: 'lstmRight', format: 'percent' },
    { figure: 'simpleRnnRight', format: 'percent' },
    { figure: 'lstmError', format: 'number' },
    { figure: 'simpleRnnError', format: 'number' },
  ],
  panels: ['insight.panels.flow', 'insight.spanTitle'],
});
