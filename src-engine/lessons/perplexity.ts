import { perplexity as perplexityOf } from '../losses/perplexity.ts';
import type { Model } from '../models/model.ts';
import { writeJapaneseSentences } from '../samples/japanese-sentences.ts';
import { logProbabilityOf, softmaxOf } from '../sampling/most-likely.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { drawRounds } from './small-writer/guessing-rounds.ts';
import type { GuessingRound } from './small-writer/guessing-rounds.ts';
import { askCounts } from './small-writer/ask-counts.ts';
import { cutLessonText } from './small-writer/lesson-text.ts';
import type { LessonText } from './small-writer/lesson-text.ts';
import { logitsAlong } from './small-writer/next-characters.ts';
import type { Logits } from './small-writer/next-characters.ts';
import { trainWriter } from './small-writer/train-writer.ts';
import { charactersOf } from './small-writer/writer-trainer.ts';

const STEPS = 1000;
const UNITS = 96;
/** The training's share of the time; counting and asking take the rest. */
const TRAINING_SHARE = 0.8;
const HELD_OUT = 4000;
const ROUNDS = 20;
const JAPANESE_SEED = 1997;

const controls = {
  text: { kind: 'choice', default: 'moby-dick', choices: ['moby-dick', 'japanese-sentences'] },
} as const;

/** How far a network, and counts of one, two and five characters, narrow down what comes next in a text that none of them has seen. */
export const perplexity: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const text = await readText(options);
    const training = trainWriter({ ...options, text, steps: STEPS, units: UNITS });
    let step = await training.next();
    let losses: LessonCurve = { x: [], y: [] };
    for (; !step.done; step = await training.next()) {
      losses = step.value;
      const done = (TRAINING_SHARE * losses.x.length) / STEPS;
      yield { done, outcome: { figures: {}, curves: { losses }, grids: {}, texts: {} } };
    }
    return measure(step.value, text, { losses, seed: options.seed });
  },
  claims: [
    {
      id: 'untrained-hesitates-among-all',
      figure: 'untrainedOverVocabulary',
      unit: 'ratio',
      atLeast: 0.9,
      atMost: 1.15,
    },
    { id: 'perplexity-is-the-mean-of-inverse-probabilities', figure: 'relationGap', unit: 'ratio', atMost: 1e-9 },
    { id: 'the-letter-before-helps', figure: 'bigramGain', unit: 'nats', atLeast: 0.3 },
    { id: 'the-network-beats-pairs', figure: 'networkGain', unit: 'nats', atLeast: 0.1 },
    { id: 'counts-of-five-are-still-ahead', figure: 'fiveGramAhead', unit: 'nats', atLeast: 0 },
  ],
};

async function readText({ settings, readText }: LessonRun<typeof controls>): Promise<LessonText> {
  const lengths = { training: charactersOf(STEPS), heldOut: HELD_OUT };
  const whole =
    settings.text === 'japanese-sentences'
      ? writeJapaneseSentences(lengths.training + lengths.heldOut, JAPANESE_SEED)
      : await readText('moby-dick');
  return cutLessonText(whole, lengths);
}

async function measure(
  model: Model,
  text: LessonText,
  { losses, seed }: { losses: LessonCurve; seed: number },
): Promise<LessonOutcome> {
  const { heldOut, vocabularySize } = text;
  const rows = await logitsAlong(model, heldOut.subarray(0, -1));
  const logProbabilities = rows.map((row, n) => logProbabilityOf(row[heldOut[n + 1]], softmaxOf(row)));
  const rounds = drawRounds(text, { count: ROUNDS, seed });
  const counts = await askCounts(text, rounds);
  const networkLoss = -mean(logProbabilities);
  const { unigram, bigram, fiveGram } = counts.losses;
  return {
    figures: {
      vocabularySize,
      untrainedOverVocabulary: perplexityOf(losses.y[0]) / vocabularySize,
      networkLoss,
      networkPerplexity: perplexityOf(networkLoss),
      unigramPerplexity: perplexityOf(unigram),
      bigramPerplexity: perplexityOf(bigram),
      fiveGramPerplexity: perplexityOf(fiveGram),
      bigramGain: unigram - bigram,
      networkGain: bigram - networkLoss,
      fiveGramAhead: networkLoss - fiveGram,
      relationGap: Math.abs(meanInverse(logProbabilities.map(Math.exp)) / perplexityOf(networkLoss) - 1),
      rounds: ROUNDS,
    },
    curves: { losses },
    grids: {
      network: gridOf(rounds, ({ position, choices }) =>
        shares(choices.map((id) => Math.exp(logOf(rows, position, id)))),
      ),
      unigram: gridOf(rounds, (_, n) => shares(counts.rounds[n].unigram)),
      bigram: gridOf(rounds, (_, n) => shares(counts.rounds[n].bigram)),
      fiveGram: gridOf(rounds, (_, n) => shares(counts.rounds[n].fiveGram)),
      answers: gridOf(rounds, ({ position, choices }) => [choices.indexOf(heldOut[position])]),
    },
    texts: textsOf(text, rounds),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The probability of a token at a place of the text, given all before it. */
const logOf = (rows: readonly Logits[], position: number, id: number): number => {
  const row = rows[position - 1];
  return logProbabilityOf(row[id], softmaxOf(row));
};

/** The geometric mean of 1/p, multiplied out, with a root for each factor so that the product stays a number. */
const meanInverse = (probabilities: readonly number[]): number =>
  probabilities.reduce((product, p) => product * (1 / p) ** (1 / probabilities.length), 1);

function shares(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

function gridOf(rounds: readonly GuessingRound[], row: (round: GuessingRound, n: number) => number[]) {
  const rows = rounds.map(row);
  return { rows: rows.length, columns: rows[0].length, values: rows.flat() };
}

/** The question of each round: what comes before, and the choices, one character each. */
function textsOf({ tokenizer, heldOut }: LessonText, rounds: readonly GuessingRound[]): Record<string, string> {
  return Object.fromEntries(
    rounds.flatMap(({ begin, position, choices }, n) => [
      [`before-${n}`, tokenizer.decode(heldOut.subarray(begin, position))],
      [`choices-${n}`, tokenizer.decode(choices)],
    ]),
  );
}
