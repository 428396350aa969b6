import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'singular-values',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'drawing',
    chart: 'vanishing',
    curve: 'vanishing',
    x: [0, 5, 10, 15, 20, 25, 30],
    minimum: 0,
    maximum: 1,
    start: 1,
    format: 'percent',
  },
  charts: [
    {
      id: 'vanishing',
      formatX: 'integer',
      formatY: 'percent',
      yRange: { min: 0, max: 1 },
      lines: [
        { curve: 'vanishingPredicted', colour: 'cool', dash: [2, 4] },
        { curve: 'vanishing', colour: 'hidden' },
      ],
    },
    {
      id: 'all',
      formatX: 'integer',
      logarithmic: true,
      lines: [
        { curve: 'chosen', colour: 'cool' },
        { curve: 'chosenPredicted', colour: 'cool', dash: [2, 4] },
        { curve: 'exploding', colour: 'warm' },
        { curve: 'explodingPredicted', colour: 'warm', dash: [2, 4] },
        { curve: 'squeezed', colour: 'forget-gate' },
        { curve: 'vanishing', colour: 'hidden' },
      ],
    },
  ],
  figures: [
    { figure: 'vanishingLeft', format: 'percent' },
    { figure: 'explodingLeft', format: 'number' },
    { figure: 'squeezedLeft', format: 'percent' },
    { figure: 'chosenLeft', format: 'number' },
    { figure: 'chosenPredicted', format: 'number' },
  ],
  panels: ['insight.panels.flow', 'insight.spectrumTitle', 'dashboard.gradientNorm'],
});
