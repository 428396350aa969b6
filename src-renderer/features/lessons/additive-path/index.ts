import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'additive-path',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'choice',
    options: ['half', 'hundredth', 'millionth', 'nothing'],
    truth: ({ figures }) => nearest(figures['cutShare'] ?? 0),
  },
  charts: [
    {
      id: 'gradient',
      formatX: 'integer',
      logarithmic: true,
      formatY: 'scientific',
      lines: [
        { curve: 'kept', colour: 'cell' },
        { curve: 'cut', colour: 'warm' },
        { curve: 'rnn', colour: 'hidden' },
        { curve: 'power', colour: 'forget-gate', dash: [4, 4] },
      ],
    },
    {
      id: 'accuracy',
      formatX: 'integer',
      yRange: { min: 0, max: 1 },
      formatY: 'percent',
      lines: [
        { curve: 'keptAccuracy', colour: 'cell', points: true },
        { curve: 'cutAccuracy', colour: 'warm', points: true },
        { curve: 'rnnAccuracy', colour: 'hidden', points: true },
      ],
    },
  ],
  figures: [
    { figure: 'keptShare', format: 'number' },
    { figure: 'cutShare', format: 'scientific' },
    { figure: 'rnnShare', format: 'percent' },
    { figure: 'keptAccuracy', format: 'percent' },
    { figure: 'cutAccuracy', format: 'percent' },
    { figure: 'clampedAccuracy', format: 'percent' },
  ],
  panels: ['insight.panels.flow', 'insight.panels.whatif', 'insight.panels.theatre'],
});

/** The choice that a share is nearest to, in powers of ten. */
function nearest(share: number): 'half' | 'hundredth' | 'millionth' | 'nothing' {
  if (share > 0.07) return 'half';
  if (share > 1e-4) return 'hundredth';
  return share > 1e-12 ? 'millionth' : 'nothing';
}
