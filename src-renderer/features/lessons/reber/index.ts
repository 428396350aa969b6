import { contenderLines, contenderLoss } from '../experiment/contender-lines.ts';
import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'reber',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.75,
    format: 'percent',
    truth: 'simpleRnnRemembered',
  },
  charts: [
    {
      id: 'remembered',
      formatX: 'integer',
      formatY: 'percent',
      yRange: { min: 0, max: 1 },
      lines: contenderLines('Remembered'),
      references: () => [{ y: 0.5, label: 'picture.coin' }],
    },
    contenderLoss,
  ],
  figures: [
    { figure: 'lstmRemembered', format: 'percent' },
    { figure: 'simpleRnnRemembered', format: 'percent' },
    { figure: 'lstmEverything', format: 'percent' },
    { figure: 'simpleRnnEverything', format: 'percent' },
  ],
  panels: ['insight.panels.theatre', 'insight.panels.cells', 'insight.spanTitle'],
});
