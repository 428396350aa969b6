import { defineLesson } from '../lesson-page.ts';
import { labels as en } from './labels.en.ts';
import { labels as ja } from './labels.ja.ts';
import GuessingGame from './GuessingGame.vue';
import Picture from './Picture.vue';

export default defineLesson({
  id: 'perplexity',
  labels: { en, ja },
  picture: Picture,
  prediction: {
    kind: 'slider',
    minimum: 1,
    maximum: 100,
    step: 0.02,
    start: 40,
    logarithmic: true,
    format: 'perplexity',
    truth: 'networkPerplexity',
  },
  charts: [{ id: 'losses', formatX: 'integer', formatY: 'loss', lines: [{ curve: 'losses', colour: 'cool' }] }],
  figures: [
    { figure: 'networkPerplexity', format: 'perplexity' },
    { figure: 'fiveGramPerplexity', format: 'perplexity' },
    { figure: 'bigramPerplexity', format: 'perplexity' },
    { figure: 'unigramPerplexity', format: 'perplexity' },
    { figure: 'vocabularySize', format: 'integer' },
  ],
  results: GuessingGame,
  panels: ['dashboard.perplexity'],
});
