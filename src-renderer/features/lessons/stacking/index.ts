import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

/** Shares of right answers that differ by less count as the same. */
const LEVEL = 0.05;

export default defineLesson({
  id: 'stacking',
  labels: { en, ja },
  picture: Picture,
  prediction: { kind: 'choice', options: ['one', 'same', 'two'], truth: winnerOf },
  charts: [
    {
      id: 'accuracy',
      formatX: 'integer',
      yRange: { min: 0, max: 1 },
      formatY: 'percent',
      lines: [
        { curve: 'oneAccuracy', colour: 'warm', points: true },
        { curve: 'twoAccuracy', colour: 'cool', points: true },
        { curve: 'lstmOneAccuracy', colour: 'cell', dash: [4, 4], points: true },
      ],
      references: () => [{ y: 1 / 8, label: 'charts.accuracy.guessing' }],
    },
  ],
  figures: [
    { figure: 'oneAccuracy', format: 'percent' },
    { figure: 'twoAccuracy', format: 'percent' },
    { figure: 'lstmOneAccuracy', format: 'percent' },
    { figure: 'oneTextLoss', format: 'loss' },
    { figure: 'twoTextLoss', format: 'loss' },
  ],
  panels: ['layerFields.returnSequences'],
});

function winnerOf({ figures }: LessonOutcome): 'one' | 'same' | 'two' {
  const gained = figures['twoAccuracy'] - figures['oneAccuracy'];
  if (Math.abs(gained) < LEVEL) return 'same';
  return gained > 0 ? 'two' : 'one';
}
