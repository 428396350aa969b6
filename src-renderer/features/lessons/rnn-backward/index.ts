import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'rnn-backward',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.25,
    format: 'percent',
    truth: 'lastStepsShare',
  },
  charts: [
    {
      id: 'gradient',
      formatX: 'integer',
      logarithmic: true,
      formatY: 'percent',
      lines: [{ curve: 'gradient', colour: 'hidden' }],
    },
    {
      id: 'contribution',
      formatX: 'integer',
      formatY: 'percent',
      lines: [{ curve: 'contribution', colour: 'warm', points: true }],
    },
  ],
  figures: [
    { figure: 'lastStepsShare', format: 'percent' },
    { figure: 'arrives', format: 'percent' },
    { figure: 'finiteDifferenceError', format: 'scientific' },
  ],
  panels: ['insight.panels.flow'],
});
