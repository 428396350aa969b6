import { dense, embedding, lstm } from '../models/default-layers.ts';
import { createStream } from '../random/stream.ts';
import { lookAheadSentences } from '../samples/look-ahead-sentences.ts';
import { writeTaggedSentences } from '../samples/tagged-sentences.ts';
import type { SentenceGrammar } from '../samples/tagged-sentences.ts';
import type { TaggedSentence } from '../spec/dataset-content.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import type { LayerSpec } from '../spec/model-spec.ts';
import type { Batch } from '../training/batch-source.ts';
import type { SequenceSamples } from '../training/sequence-data.ts';
import { taggedSequences } from '../training/tagged-data.ts';
import type { Trainer } from '../training/trainer.ts';
import { batchOf, createDrawnTrainer } from './drawn-trainer.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { likeliestClasses, shareRight } from './likeliest-classes.ts';
import { lessonTraining } from './memory-tasks/lesson-training.ts';

const controls = {
  sentences: { kind: 'choice', default: 'english', choices: ['english', 'japanese'] },
} as const;

const EMBEDDING = 8;
/** One direction has no fewer parameters than two together. */
const layers = {
  Forward: lstm(13),
  Both: lstm(8, { bidirectional: 'concat' }),
} as const satisfies Record<string, LayerSpec>;
const readers = ['Forward', 'Both'] as const;
const places = ['later', 'earlier'] as const;
/** The tag of words that belong to no name. */
const OUTSIDE = 'O';
const STEPS = 12;
const TESTED = 600;
/** Test sentences with each meaning that the page shows with both answers. */
const SHOWN = 2;
/** Reports on each network's training. */
const PARTS = 6;
const training = lessonTraining({ maxSteps: 180, batchSize: 32, sequenceLength: STEPS, learningRate: 0.01 });

type Place = (typeof places)[number];
type Reader = (typeof readers)[number];

/**
 * Trains taggers that read in one direction and in both, on a word with two meanings: once the words after it tell which,
 * once those before it.
 */
export const bidirectional: LessonExperiment<typeof controls> = {
  controls,
  async *run(options) {
    const grammars = lookAheadSentences[options.settings.sentences === 'japanese' ? 'japanese' : 'english'];
    let outcome: LessonOutcome = { figures: {}, curves: {}, grids: {}, texts: {} };
    let measured = 0;
    for (const place of places) {
      const task = taskOf(grammars[place], options.seed);
      outcome = { ...outcome, texts: { ...outcome.texts, ...shownTexts(place, task.test) } };
      for (const reader of readers) {
        const trainer = trainerOf(task, layers[reader], options);
        try {
          for (let part = 0; part <= PARTS; part++) {
            while (trainer.progress.step < (training.maxSteps * part) / PARTS) await trainer.step();
            const answers = await likeliestClasses(trainer.model, task.batch);
            outcome = withAnswers(outcome, { place, reader, step: trainer.progress.step }, task, answers);
            yield { done: ++measured / (4 * (PARTS + 1)), outcome };
          }
        } finally {
          trainer.model.dispose();
        }
      }
    }
    const { figures } = outcome;
    const gain = (place: Place) => figures[`${place}Both`] - figures[`${place}Forward`];
    return { ...outcome, figures: { ...figures, laterGain: gain('later'), earlierGain: gain('earlier') } };
  },
  claims: [
    { id: 'one-direction-guesses', figure: 'laterForward', unit: 'share', atLeast: 0.45, atMost: 0.55 },
    { id: 'both-directions-know', figure: 'laterBoth', unit: 'share', atLeast: 0.97 },
    { id: 'the-future-tells', figure: 'laterGain', unit: 'share', atLeast: 0.4, atMost: 0.6 },
    { id: 'the-past-is-enough', figure: 'earlierForward', unit: 'share', atLeast: 0.97 },
    { id: 'no-gain-without-a-reason', figure: 'earlierGain', unit: 'share', atLeast: -0.02, atMost: 0.02 },
  ],
};

interface Task {
  words: readonly string[];
  tags: readonly string[];
  test: readonly TaggedSentence[];
  /** The test sentences, all targets masked but those of the words with two meanings. */
  batch: Batch;
  draw: (count: number, n: number) => SequenceSamples;
}

function taskOf(grammar: SentenceGrammar, seed: number): Task {
  // So many sentences hold every word of so small a grammar.
  const all = writeTaggedSentences(grammar, 1000, 0);
  const words = [...new Set(all.flatMap(({ tokens }) => tokens))].sort();
  const tags = [...new Set(all.flatMap((sentence) => sentence.tags))].sort();
  const samplesOf = (sentences: readonly TaggedSentence[], tagId: (tag: string) => number) =>
    taggedSequences(
      sentences.map((sentence) => ({
        ids: Int32Array.from(sentence.tokens, (word) => words.indexOf(word)),
        tags: Int32Array.from(sentence.tags, tagId),
      })),
      null,
    );
  const drawSeed = (purpose: string, n: number) => createStream(seed, `lesson/${purpose}`, n).nextUint32();
  const test = writeTaggedSentences(grammar, TESTED, drawSeed('test', 0));
  const ambiguous = samplesOf(test, (tag) => (tag === OUTSIDE ? -1 : tags.indexOf(tag)));
  return {
    words,
    tags,
    test,
    batch: batchOf(ambiguous, STEPS),
    draw: (count, n) =>
      samplesOf(writeTaggedSentences(grammar, count, drawSeed('training', n)), (tag) => tags.indexOf(tag)),
  };
}

function trainerOf(
  { words, tags, draw }: Task,
  layer: LayerSpec,
  { backend, seed, clock }: LessonRun<typeof controls>,
): Trainer {
  return createDrawnTrainer({
    backend,
    model: {
      task: 'tagging',
      input: { kind: 'tokens', vocabularySize: words.length },
      layers: [embedding(EMBEDDING), layer, dense(tags.length)],
    },
    train: { ...training, seed },
    draw,
    clock,
  });
}

/** Returns the places of the first sentences with each meaning, in turns. */
function shownPlaces(test: readonly TaggedSentence[]): number[] {
  const meaningOf = ({ tags }: TaggedSentence) => tags.find((tag) => tag !== OUTSIDE);
  const byMeaning = Map.groupBy(test.keys(), (place) => meaningOf(test[place]));
  return Array.from({ length: SHOWN }, (_, n) => [...byMeaning.values()].map((all) => all[n])).flat();
}

/** Returns the words and the right tags of the shown sentences, separated by spaces. */
function shownTexts(place: Place, test: readonly TaggedSentence[]): Record<string, string> {
  const rows = shownPlaces(test).flatMap((sentence, n) => [
    [`${place}${n}Words`, test[sentence].tokens.join(' ')],
    [`${place}${n}Sentence`, sentenceOf(test[sentence].tokens)],
    [`${place}${n}Tags`, test[sentence].tags.join(' ')],
  ]);
  return Object.fromEntries(rows);
}

/** Writes tokens as people do: Japanese without gaps, and none before the punctuation of English. */
function sentenceOf(tokens: readonly string[]): string {
  const isJapanese = tokens.some((token) => /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u.test(token));
  return isJapanese ? tokens.join('') : tokens.join(' ').replaceAll(/ (?=[.,;:!?’'])/g, '');
}

/** Adds the share of right answers after so many steps, and the answers of the shown sentences. */
function withAnswers(
  outcome: LessonOutcome,
  { place, reader, step }: { place: Place; reader: Reader; step: number },
  { test, tags, batch }: Task,
  answers: Int32Array,
): LessonOutcome {
  const name = `${place}${reader}`;
  const right = shareRight(answers, batch.targets);
  const before = outcome.curves[name] ?? { x: [], y: [] };
  const shown = shownPlaces(test).map((b, n) => [
    `${place}${n}${reader}`,
    test[b].tokens.map((_, t) => tags[answers[t * batch.batch + b]]).join(' '),
  ]);
  return {
    ...outcome,
    figures: { ...outcome.figures, [name]: right },
    curves: { ...outcome.curves, [name]: { x: [...before.x, step], y: [...before.y, right] } },
    texts: { ...outcome.texts, ...Object.fromEntries(shown) },
  };
}
