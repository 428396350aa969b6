import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

export default defineLesson({
  id: 'temperature',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0.1,
    maximum: 10,
    step: 0.05,
    start: 0.3,
    logarithmic: true,
    format: 'number',
    truth: 'bestTemperature',
  },
  charts: [
    {
      id: 'loss',
      logarithmic: true,
      logarithmicX: true,
      formatY: 'loss',
      lines: [
        { curve: 'loss', colour: 'warm' },
        { curve: 'entropy', colour: 'cool', dash: [6, 3] },
      ],
    },
    {
      id: 'topShare',
      logarithmicX: true,
      yRange: { min: 0, max: 1 },
      formatY: 'percent',
      lines: [{ curve: 'topShare', colour: 'cool' }],
    },
  ],
  figures: [
    { figure: 'bestTemperature', format: 'number' },
    { figure: 'yourEntropy', format: 'loss' },
    { figure: 'yourCandidates', format: 'number' },
    { figure: 'yourTopShare', format: 'percent' },
  ],
  results: Results,
  panels: ['playground.temperatures'],
});
