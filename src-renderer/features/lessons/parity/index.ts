import { cellFacts, cellTypes } from '../../../../src-engine/cells/index.ts';
import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import Picture from './Picture.vue';

/** A cell tracks the state when nine of ten answers are right at six times the length that it has learnt. */
const TRACKS = 0.9;

/** The names of the cells in the outcome, and their colours. */
const contenders = [
  { cell: 'simple_rnn', name: 'simpleRnn', colour: 'hidden' },
  { cell: 'lstm', name: 'lstm', colour: 'cell' },
  { cell: 'gru', name: 'gru', colour: 'forget-gate' },
  { cell: 'slstm', name: 'slstm', colour: 'input-gate' },
  { cell: 'min_gru', name: 'minGru', colour: 'warm' },
] as const;

function whoTracks({ figures }: LessonOutcome): string {
  const trackers = contenders.filter(({ name }) => (figures[`${name}Longest`] ?? 0) >= TRACKS).map(({ cell }) => cell);
  const is = (those: readonly string[]) =>
    trackers.length === those.length && trackers.every((cell) => those.includes(cell));
  if (is(cellTypes)) return 'all';
  if (is(['lstm', 'gru', 'slstm', 'min_gru'])) return 'gated';
  if (is(cellTypes.filter((cell) => cellFacts(cell).recurrentKernel !== 'none'))) return 'seeing';
  return trackers.length === 0 ? 'none' : 'others';
}

export default defineLesson({
  id: 'parity',
  labels: { en, ja },
  picture: Picture,
  prediction: { kind: 'choice', options: ['gated', 'seeing', 'all', 'none', 'others'], truth: whoTracks },
  charts: [
    {
      id: 'longest',
      formatX: 'integer',
      formatY: 'percent',
      yRange: { min: 0, max: 1 },
      lines: contenders.map(({ name, colour }) => ({ curve: `${name}Longest`, colour })),
      references: () => [{ y: 0.5, label: 'picture.coin' }],
    },
    {
      id: 'loss',
      formatX: 'integer',
      formatY: 'loss',
      lines: contenders.map(({ name, colour }) => ({ curve: `${name}Loss`, colour })),
    },
  ],
  figures: contenders.map(({ name }) => ({ figure: `${name}Longest`, format: 'percent' as const })),
  panels: ['insight.panels.cells', 'insight.panels.theatre'],
});
