import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

export default defineLesson({
  id: 'softsign',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.1,
    format: 'percent',
    truth: 'tanhSaturated',
  },
  charts: [
    {
      id: 'saturation',
      yRange: { min: 0, max: 1 },
      formatX: 'integer',
      formatY: 'percent',
      lines: [
        { curve: 'tanhSaturation', colour: 'warm' },
        { curve: 'softsignSaturation', colour: 'cool', dash: [6, 3] },
      ],
    },
    {
      id: 'distance',
      logarithmic: true,
      formatY: 'scientific',
      lines: [
        { curve: 'tanhDistance', colour: 'warm' },
        { curve: 'softsignDistance', colour: 'cool', dash: [6, 3] },
      ],
    },
    {
      id: 'powers',
      logarithmic: true,
      logarithmicX: true,
      formatY: 'scientific',
      lines: [
        { curve: 'tanhPower', colour: 'warm' },
        { curve: 'softsignPower', colour: 'cool', dash: [6, 3] },
      ],
    },
    {
      id: 'losses',
      formatX: 'integer',
      formatY: 'loss',
      lines: [
        { curve: 'tanhLoss', colour: 'warm' },
        { curve: 'softsignLoss', colour: 'cool', dash: [6, 3] },
      ],
    },
  ],
  figures: [
    { figure: 'tanhSaturated', format: 'percent' },
    { figure: 'softsignSaturated', format: 'percent' },
    { figure: 'tanhLoss', format: 'loss' },
    { figure: 'softsignLoss', format: 'loss' },
  ],
  results: Results,
  panels: ['insight.panels.activations', 'dashboard.saturation'],
});
