import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { contenderLines, contenderLoss } from '../experiment/contender-lines.ts';
import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

/** A network knows the order when it is wrong in less than one of ten sequences; who guesses is wrong in three of four. */
const KNOWS = 0.1;

function whoLearns({ figures }: LessonOutcome): string {
  const lstm = (figures['lstmWrong'] ?? 1) < KNOWS;
  const rnn = (figures['simpleRnnWrong'] ?? 1) < KNOWS;
  if (lstm && rnn) return 'both';
  if (lstm) return 'lstm';
  return rnn ? 'rnn' : 'neither';
}

export default defineLesson({
  id: 'temporal-order',
  labels: { en, ja },
  picture: Picture,
  prediction: { kind: 'choice', options: ['both', 'lstm', 'rnn', 'neither'], truth: whoLearns },
  charts: [
    {
      id: 'wrong',
      formatX: 'integer',
      formatY: 'percent',
      yRange: { min: 0, max: 1 },
      lines: contenderLines('Wrong'),
      references: () => [
        { y: 0.75, label: 'picture.guessing' },
        { y: 0.5, label: 'picture.half' },
      ],
    },
    contenderLoss,
  ],
  figures: [
    { figure: 'lstmWrong', format: 'percent' },
    { figure: 'simpleRnnWrong', format: 'percent' },
    { figure: 'lstmSure', format: 'percent' },
    { figure: 'simpleRnnSure', format: 'percent' },
  ],
  panels: ['insight.panels.flow', 'insight.spanTitle', 'insight.panels.theatre'],
});
