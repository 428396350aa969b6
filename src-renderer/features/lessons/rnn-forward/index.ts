import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'rnn-forward',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.5,
    format: 'percent',
    truth: 'shareLeft',
  },
  charts: [
    {
      id: 'effect',
      formatX: 'integer',
      logarithmic: true,
      formatY: 'percent',
      lines: [
        { curve: 'effect', colour: 'hidden' },
        { curve: 'quiet', colour: 'input-gate' },
        { curve: 'power', colour: 'cool', dash: [4, 4] },
      ],
    },
  ],
  figures: [
    { figure: 'shareLeft', format: 'percent' },
    { figure: 'quietShareLeft', format: 'percent' },
    { figure: 'power', format: 'percent' },
  ],
  panels: ['insight.panels.theatre'],
});
