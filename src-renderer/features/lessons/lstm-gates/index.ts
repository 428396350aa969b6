import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';
import Results from './Results.vue';

const DASHED = [4, 4];

export default defineLesson({
  id: 'lstm-gates',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 0,
    maximum: 1,
    step: 0.01,
    start: 0.5,
    format: 'number',
    truth: 'keepAtPass',
  },
  charts: [
    {
      id: 'gates',
      formatX: 'integer',
      yRange: { min: 0, max: 1 },
      lines: [
        { curve: 'keepAtPass', colour: 'forget-gate' },
        { curve: 'keepAtDelete', colour: 'forget-gate', dash: DASHED },
        { curve: 'writtenAtWrite', colour: 'input-gate' },
        { curve: 'writtenAtPass', colour: 'input-gate', dash: DASHED },
        { curve: 'readAtRecall', colour: 'output-gate' },
        { curve: 'readElsewhere', colour: 'output-gate', dash: DASHED },
      ],
    },
  ],
  figures: [
    { figure: 'keepAtPass', format: 'number' },
    { figure: 'keepAtDelete', format: 'number' },
    { figure: 'keepAtWrite', format: 'number' },
    { figure: 'rightRecalls', format: 'percent' },
    { figure: 'networkDistance', format: 'number' },
  ],
  results: Results,
  panels: ['insight.panels.theatre', 'insight.panels.whatif', 'insight.panels.cells'],
});
