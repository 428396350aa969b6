import type { Model } from '../models/model.ts';
import { createStream } from '../random/stream.ts';
import { generateMany } from '../sampling/generate-many.ts';
import { mostLikely, probabilityOf, softmaxOf } from '../sampling/most-likely.ts';
import { sampleToken } from '../sampling/sample-token.ts';
import { plainSampling } from '../spec/generation-spec.ts';
import type { LessonOutcome } from '../spec/lesson-spec.ts';
import type { LessonExperiment, LessonRun, LessonStage } from './lesson-experiment.ts';
import { divided, meansAt, SEARCH_ROUNDS, searchBestTemperature } from './small-writer/at-temperature.ts';
import { shareOfKnownWords, shareOfRepetition } from './small-writer/judge-writing.ts';
import { cutLessonText } from './small-writer/lesson-text.ts';
import type { LessonText } from './small-writer/lesson-text.ts';
import { logitsAlong } from './small-writer/next-characters.ts';
import type { Logits } from './small-writer/next-characters.ts';
import { trainWriter } from './small-writer/train-writer.ts';
import { charactersOf } from './small-writer/writer-trainer.ts';

const STEPS = 800;
/** The training's share of the time; the measurements take the rest. */
const TRAINING_SHARE = 0.8;
const HELD_OUT = 8000;
/** The characters that the network reads before its distributions count. */
const WARM_UP = 100;
/** Eight in each decade, from a hundredth to a hundred. */
const TEMPERATURES = Array.from({ length: 33 }, (_, n) => Number((10 ** (n / 8 - 2)).toPrecision(3)));
const DRAWS = 4000;
/** The distributions, each temperature, each round of the search and each of five writings are a part of the measurements. */
const PARTS = 1 + TEMPERATURES.length + SEARCH_ROUNDS + 5;
const WRITTEN = 600;
const contexts = ['the ', 'whal', 'qu', 'I ', 'of '] as const;

const controls = {
  temperature: { kind: 'number', default: 0.7, minimum: 0.05, maximum: 20, step: 0.05, logarithmic: true },
  context: { kind: 'choice', default: 'the ', choices: contexts },
} as const;

/** A network learns to write, and its distribution of the next character is divided by temperatures. */
export const temperature: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const text = cutLessonText(await options.readText('moby-dick'), {
      training: charactersOf(STEPS),
      heldOut: HELD_OUT,
    });
    const training = trainWriter({ ...options, text, steps: STEPS });
    let step = await training.next();
    let outcome: LessonOutcome = { figures: {}, curves: {}, grids: {}, texts: {} };
    for (; !step.done; step = await training.next()) {
      const losses = step.value;
      outcome = { ...outcome, curves: { losses } };
      yield { done: (TRAINING_SHARE * losses.x.length) / STEPS, outcome };
    }
    return yield* measure(step.value, text, options, outcome);
  },
  claims: [
    { id: 'cold-is-argmax', figure: 'topShareAtHundredth', unit: 'share', atLeast: 0.98 },
    { id: 'cold-draws-are-argmax', figure: 'argmaxDraws', unit: 'share', atLeast: 0.97 },
    { id: 'hot-is-uniform', figure: 'entropyShareAtHundred', unit: 'share', atLeast: 0.99 },
    { id: 'entropy-only-rises', figure: 'smallestRise', unit: 'nats', atLeast: 0 },
    { id: 'draws-follow-the-formula', figure: 'drawsGap', unit: 'share', atMost: 0.05 },
    { id: 'one-is-honest', figure: 'doubtMinusLoss', unit: 'nats', atLeast: -0.15, atMost: 0.15 },
    { id: 'one-predicts-best', figure: 'bestTemperature', unit: 'plain', atLeast: 0.8, atMost: 1.25 },
    { id: 'cold-writing-repeats', figure: 'repetitionAtZero', unit: 'share', atLeast: 0.5 },
    { id: 'writing-at-one-does-not', figure: 'repetitionAtOne', unit: 'share', atMost: 0.1 },
    { id: 'hotter-invents-words', figure: 'wordsLost', unit: 'share', atLeast: 0.2 },
  ],
};

/** Measures the trained network, showing what there is so far between its parts, none of which may keep the engine busy for long. */
async function* measure(
  model: Model,
  text: LessonText,
  options: LessonRun<typeof controls>,
  outcome: LessonOutcome,
): AsyncGenerator<LessonStage, LessonOutcome, undefined> {
  const { settings, seed } = options;
  const { heldOut, vocabularySize, tokenizer } = text;
  let part = 0;
  const nextStage = (): LessonStage => ({ done: TRAINING_SHARE + ((1 - TRAINING_SHARE) * ++part) / PARTS, outcome });
  const rows = (await logitsAlong(model, heldOut)).slice(WARM_UP, -1);
  yield nextStage();
  const targets = heldOut.subarray(WARM_UP + 1);
  const means: ReturnType<typeof meansAt>[] = [];
  for (const temperature of TEMPERATURES) {
    means.push(meansAt(temperature, rows, targets));
    yield nextStage();
  }
  const search = searchBestTemperature(rows, targets);
  let round = search.next();
  for (; !round.done; round = search.next()) yield nextStage();
  const entropies = means.map(({ entropy }) => entropy);
  const atOne = meansAt(1, rows, targets);
  const shown = (await logitsAlong(model, tokenizer.encode(settings.context))).at(-1)!;
  const own = meansAt(settings.temperature, [shown], new Int32Array(1));
  const writings = { zero: '', half: '', one: '', oneAndAHalf: '', yours: '' };
  for (const { name, temperature } of writingsAt(settings.temperature)) {
    writings[name] = await write(temperature, model, text, options);
    yield nextStage();
  }
  const words = (at: keyof typeof writings) => shareOfKnownWords(writings[at], tokenizer.decode(text.training));
  const order = mostLikely(shown, softmaxOf(shown), vocabularySize);
  return {
    figures: {
      vocabularySize,
      yourEntropy: own.entropy,
      yourCandidates: Math.exp(own.entropy),
      yourTopShare: own.topShare,
      entropyAtOne: atOne.entropy,
      lossAtOne: atOne.loss,
      doubtMinusLoss: atOne.entropy - atOne.loss,
      bestTemperature: round.value,
      topShareAtHundredth: means[0].topShare,
      entropyShareAtHundred: means[means.length - 1].entropy / Math.log(vocabularySize),
      smallestRise: Math.min(...entropies.slice(1).map((entropy, n) => entropy - entropies[n])),
      argmaxDraws: argmaxDraws(rows, seed),
      drawsGap: drawsGap(shown, settings.temperature, seed),
      repetitionAtZero: shareOfRepetition(writings.zero),
      repetitionAtOne: shareOfRepetition(writings.one),
      wordsAtHalf: words('half'),
      wordsAtOneAndAHalf: words('oneAndAHalf'),
      wordsLost: words('half') - words('oneAndAHalf'),
    },
    curves: {
      entropy: { x: TEMPERATURES, y: entropies },
      topShare: { x: TEMPERATURES, y: means.map(({ topShare }) => topShare) },
      loss: { x: TEMPERATURES, y: means.map(({ loss }) => loss) },
      // By rank, at temperature 1; the characters are among the texts.
      distribution: { x: order.map((_, n) => n + 1), y: order.map(({ probability }) => probability) },
    },
    grids: {},
    texts: { characters: tokenizer.decode(order.map(({ id }) => id)), context: settings.context, ...writings },
  };
}

/** The share of draws at a temperature of a hundredth that are the likeliest token: what the playground takes at 0. */
function argmaxDraws(rows: readonly Logits[], seed: number): number {
  const random = createStream(seed, 'lesson/argmax', 0);
  const draw = (row: Logits, temperature: number) =>
    sampleToken(row, { ...plainSampling, temperature }, [], random.uniform()).id;
  const same = rows.filter((row) => draw(row, 0.01) === draw(row, 0));
  return same.length / rows.length;
}

/** Half of the sum of |frequency − probability| over all tokens, for draws by the sampler of the playground. */
function drawsGap(row: Logits, temperature: number, seed: number): number {
  const random = createStream(seed, 'lesson/draws', 0);
  const counts = new Float64Array(row.length);
  for (let n = 0; n < DRAWS; n++)
    counts[sampleToken(row, { ...plainSampling, temperature }, [], random.uniform()).id]++;
  const logits = divided(row, temperature);
  const softmax = softmaxOf(logits);
  return logits.reduce((gap, logit, id) => gap + Math.abs(counts[id] / DRAWS - probabilityOf(logit, softmax)) / 2, 0);
}

const writingsAt = (own: number) =>
  [
    { name: 'zero', temperature: 0 },
    { name: 'half', temperature: 0.5 },
    { name: 'one', temperature: 1 },
    { name: 'oneAndAHalf', temperature: 1.5 },
    { name: 'yours', temperature: own },
  ] as const;

async function write(
  temperature: number,
  model: Model,
  { tokenizer }: LessonText,
  { settings, seed }: LessonRun<typeof controls>,
): Promise<string> {
  const [{ text }] = await generateMany({
    ...{ model, tokenizer, prompt: settings.context, count: 1, length: WRITTEN },
    sampling: { ...plainSampling, temperature, seed },
    signal: { aborted: false },
    beforeToken: () => Promise.resolve(),
  });
  return text;
}
