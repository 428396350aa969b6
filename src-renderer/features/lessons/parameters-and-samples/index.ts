import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'parameters-and-samples',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0.1,
    maximum: 30,
    step: 0.05,
    start: 10,
    logarithmic: true,
    format: 'number',
    truth: 'openingRatio',
  },
  charts: [
    {
      id: 'losses',
      logarithmicX: true,
      lines: [
        { curve: 'training', colour: 'cool', points: true },
        { curve: 'validation', colour: 'warm', points: true },
        { curve: 'best', colour: 'warm', dash: [4, 4], points: true },
      ],
    },
    {
      id: 'gap',
      logarithmicX: true,
      lines: [{ curve: 'gap', colour: 'cell', points: true }],
      references: () => [{ y: 0.5, label: 'charts.gap.open' }],
    },
  ],
  figures: [
    { figure: 'openingRatio', format: 'number' },
    { figure: 'gapOfSmallest', format: 'loss' },
    { figure: 'gapOfLargest', format: 'loss' },
    { figure: 'stoppedSmallest', format: 'loss' },
    { figure: 'stoppedLargest', format: 'loss' },
  ],
  panels: ['dashboard.loss'],
});
