import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'optimizers',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.5,
    format: 'percent',
    truth: 'adagradLeft',
  },
  charts: [
    {
      id: 'steps',
      logarithmic: true,
      logarithmicX: true,
      formatX: 'integer',
      lines: [
        { curve: 'adagradStep', colour: 'input-gate', points: true },
        { curve: 'adagradRoot', colour: 'muted', dash: [4, 4] },
        { curve: 'rmspropStep', colour: 'output-gate', points: true },
      ],
    },
    {
      id: 'losses',
      formatX: 'integer',
      lines: [
        { curve: 'sgdLoss', colour: 'warm' },
        { curve: 'rmspropLoss', colour: 'output-gate' },
        { curve: 'adagradLoss', colour: 'input-gate' },
        { curve: 'adamLoss', colour: 'cell' },
      ],
    },
  ],
  figures: [
    { figure: 'adagradLeft', format: 'percent' },
    { figure: 'rmspropLeft', format: 'percent' },
    { figure: 'adagradExponent', format: 'number' },
    { figure: 'rmspropExponent', format: 'number' },
  ],
  panels: ['settings.optimizer', 'dashboard.updateRatio'],
});
