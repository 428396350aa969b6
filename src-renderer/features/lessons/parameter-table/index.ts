import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

export default defineLesson({
  id: 'parameter-table',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 256_000,
    step: 128,
    start: 128_000,
    format: 'integer',
    isTyped: true,
    truth: 'lstm1',
  },
  charts: [],
  figures: [
    { figure: 'embedding', format: 'integer' },
    { figure: 'lstm1', format: 'integer' },
    { figure: 'lstm2', format: 'integer' },
    { figure: 'dense', format: 'integer' },
    { figure: 'counted', format: 'integer' },
    { figure: 'told', format: 'integer' },
    { figure: 'atCourseVocabulary', format: 'integer' },
  ],
  results: Results,
  isSeeded: false,
  panels: ['layerFields.units', 'layerFields.dim'],
});
