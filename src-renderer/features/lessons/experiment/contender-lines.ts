import type { LessonChart, LessonLine } from '../lesson-page.ts';

/** The lines of a measurement of the LSTM and of the RNN, each in the colour of the state that is its memory. */
export const contenderLines = (measurement: string): LessonLine[] => [
  { curve: `lstm${measurement}`, colour: 'cell' },
  { curve: `simpleRnn${measurement}`, colour: 'hidden' },
];

/** The losses of both by step. */
export const contenderLoss: LessonChart = {
  id: 'loss',
  formatX: 'integer',
  formatY: 'loss',
  lines: contenderLines('Loss'),
};
