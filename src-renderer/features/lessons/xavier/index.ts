import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'xavier',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'drawing',
    chart: 'outputs',
    curve: 'small',
    x: [1, 4, 7, 10],
    minimum: 1e-9,
    maximum: 1e3,
    start: 1,
    logarithmic: true,
  },
  charts: [
    {
      id: 'outputs',
      formatX: 'integer',
      logarithmic: true,
      lines: [
        { curve: 'small', colour: 'cool', points: true },
        { curve: 'xavier', colour: 'candidate', points: true },
        { curve: 'large', colour: 'forget-gate', points: true },
        { curve: 'own', colour: 'cell' },
        { curve: 'smallPredicted', colour: 'muted', dash: [4, 4] },
        { curve: 'largePredicted', colour: 'muted', dash: [4, 4] },
      ],
    },
    {
      id: 'gradients',
      formatX: 'integer',
      logarithmic: true,
      lines: [
        { curve: 'smallGradient', colour: 'cool', points: true },
        { curve: 'xavierGradient', colour: 'candidate', points: true },
        { curve: 'largeGradient', colour: 'forget-gate', points: true },
      ],
    },
  ],
  figures: [
    { figure: 'smallFactor', format: 'number' },
    { figure: 'xavierFactor', format: 'number' },
    { figure: 'largeFactor', format: 'number' },
    { figure: 'ownFactor', format: 'number' },
  ],
  panels: ['signals.title', 'layerFields.kernelInitializer'],
});
