import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

export default defineLesson({
  id: 'early-stopping',
  labels: { en, ja },
  picture: Picture,
  prediction: { kind: 'slider', minimum: 1, maximum: 40, step: 1, start: 20, format: 'integer', truth: 'bestEpoch' },
  charts: [
    {
      id: 'losses',
      formatX: 'integer',
      lines: [
        { curve: 'training', colour: 'cool' },
        { curve: 'validation', colour: 'warm' },
        { curve: 'test', colour: 'muted', dash: [4, 4] },
      ],
    },
  ],
  figures: [
    { figure: 'bestEpoch', format: 'integer' },
    { figure: 'stoppedEpoch', format: 'integer' },
    { figure: 'keptTest', format: 'loss' },
    { figure: 'lastTest', format: 'loss' },
  ],
  results: Results,
  panels: ['settings.patience', 'dashboard.loss'],
});
