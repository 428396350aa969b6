import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

export default defineLesson({
  id: 'activations',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'drawing',
    chart: 'slopes',
    curve: 'sigmoidSlope',
    x: [-6, -4, -2, -1, 0, 1, 2, 4, 6],
    minimum: 0,
    maximum: 1.2,
    start: 0.6,
  },
  charts: [
    {
      id: 'slopes',
      yRange: { min: 0, max: 1.2 },
      lines: [
        { curve: 'sigmoidSlope', colour: 'input-gate' },
        { curve: 'tanhSlope', colour: 'candidate', dash: [6, 3] },
        { curve: 'softsignSlope', colour: 'cool', dash: [2, 3] },
        { curve: 'sigmoidQuotient', colour: 'muted', dash: [1, 4] },
      ],
    },
    {
      id: 'left',
      logarithmic: true,
      formatX: 'integer',
      formatY: 'scientific',
      lines: [
        { curve: 'sigmoidGradient', colour: 'input-gate', points: true },
        { curve: 'tanhGradient', colour: 'candidate', dash: [6, 3], points: true },
        { curve: 'softsignGradient', colour: 'cool', dash: [2, 3], points: true },
      ],
    },
  ],
  figures: [
    { figure: 'sigmoidSteepest', format: 'number' },
    { figure: 'tanhSteepest', format: 'number' },
    { figure: 'sigmoidLeft', format: 'scientific' },
    { figure: 'tanhLeft', format: 'scientific' },
    { figure: 'largestGap', format: 'scientific' },
  ],
  results: Results,
  panels: ['insight.panels.activations'],
});
