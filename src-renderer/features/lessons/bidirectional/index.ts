import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

export default defineLesson({
  id: 'bidirectional',
  labels: { en, ja },
  picture: Picture,
  settingsIn: { ja: { sentences: 'japanese' } },
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.8,
    format: 'percent',
    truth: 'laterForward',
  },
  charts: (['later', 'earlier'] as const).map((place) => ({
    id: place,
    formatX: 'integer' as const,
    yRange: { min: 0, max: 1 },
    formatY: 'percent' as const,
    lines: [
      { curve: `${place}Forward`, colour: 'cool' as const, points: true },
      { curve: `${place}Both`, colour: 'cell' as const, points: true },
    ],
  })),
  figures: [
    { figure: 'laterForward', format: 'percent' },
    { figure: 'laterBoth', format: 'percent' },
    { figure: 'earlierForward', format: 'percent' },
    { figure: 'earlierBoth', format: 'percent' },
  ],
  results: Results,
  panels: [],
});
