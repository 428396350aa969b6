import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'clipping',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.5,
    format: 'percent',
    truth: 'clippedShare',
  },
  charts: [
    {
      id: 'numbers',
      formatX: 'integer',
      logarithmic: true,
      lines: [
        { curve: 'numbersByNorm', colour: 'cool' },
        { curve: 'numbersByValue', colour: 'warm', dash: [4, 3] },
        { curve: 'numbersBefore', colour: 'muted' },
      ],
    },
    {
      id: 'norms',
      formatX: 'integer',
      logarithmic: true,
      lines: [
        { curve: 'after', colour: 'cool' },
        { curve: 'before', colour: 'muted' },
      ],
    },
    {
      id: 'loss',
      formatX: 'integer',
      formatY: 'loss',
      logarithmic: true,
      lines: [
        { curve: 'lossWith', colour: 'cool' },
        { curve: 'lossWithout', colour: 'warm' },
      ],
    },
  ],
  figures: [
    { figure: 'cosineByNorm', format: 'number' },
    { figure: 'cosineByValue', format: 'number' },
    { figure: 'clippedShare', format: 'percent' },
    { figure: 'longest', format: 'number' },
    { figure: 'lossWith', format: 'loss' },
    { figure: 'lossWithout', format: 'loss' },
  ],
  panels: ['dashboard.gradientNorm', 'insight.panels.flow', 'settings.clip'],
});
