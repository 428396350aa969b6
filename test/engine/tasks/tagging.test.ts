import { describe, expect, test } from 'vitest';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src-engine/checkpoint/checkpoint-file.ts';
import { tagTexts } from '../../../src-engine/insight/tag-texts.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import { fitModel } from '../../../src-engine/models/fit-model.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { DatasetContent, TaggedSentence } from '../../../src-engine/spec/dataset-content.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import { cutIntoTokens, fitGivenTokens } from '../../../src-engine/text/given-tokens.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { loadWasmBinaries } from '../../../src-main/engine-process/wasm-files.ts';
import { advance, trainSpec, uninterrupted } from '../training/small-run.ts';

const binaries = await loadWasmBinaries();
const tags = ['O', 'B-PER', 'I-PER', 'B-DATE', 'I-DATE'];
const words = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;

/** Sentences with people, whose names have one or two words, and with dates. */
function sentences(count: number, seed: number): TaggedSentence[] {
  const random = createStream(seed, 'sentences', 0);
  const pick = (from: string) => from.split(' ')[random.below(from.split(' ').length)];
  return Array.from({ length: count }, () => {
    const name = [
      pick('Ada Alan Grace Kurt Emmy'),
      ...(random.below(2) ? [pick('Lovelace Turing Hopper Noether')] : []),
    ];
    const date = [pick('3 14 27'), pick('March May August'), pick('1901 1936 1947')];
    const tokens = [...name, pick('spoke wrote slept'), 'on', ...date, '.'];
    const own = [...name.map((_, n) => (n === 0 ? 'B-PER' : 'I-PER')), 'O', 'O', 'B-DATE', 'I-DATE', 'I-DATE', 'O'];
    return { tokens, tags: own };
  });
}

const content: DatasetContent = { kind: 'tagged', sentences: sentences(120, 3), tags };
const fit = fitGivenTokens(
  content.sentences.map(({ tokens }) => tokens),
  words,
);
const size = fit.state.vocabulary.length;
const model: ModelSpec = {
  task: 'tagging',
  input: { kind: 'tokens', vocabularySize: size },
  layers: [embedding(8), lstm(8, { bidirectional: 'concat' }), dense(tags.length)],
};
const train: TrainSpec = trainSpec({
  epochs: 12,
  batchSize: 16,
  sequenceLength: 20,
  validationFraction: 0.25,
  batching: 3,
  optimizer: { type: 'adam', learningRate: 0.03, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});

function trainerOf({
  changes = {},
  resumeFrom = null,
}: {
  changes?: Partial<TrainSpec>;
  resumeFrom?: Checkpoint | null;
}) {
  const own = { ...train, ...changes };
  return createTrainer({
    backend: createWasmBackend({ binaries }),
    model,
    train: own,
    data: tasks.tagging.createData(content, fit.state, own),
    resumeFrom,
    clock: () => 0,
  });
}

describe('the batches of a tagger', () => {
  const data = tasks.tagging.createData(content, fit.state, train);

  test('have each token of a sentence with its tag, and −1 after its end', () => {
    const seen = new Set<string>();
    for (let n = 0; n < data.training.count; n++) {
      const { batch, steps, input, lengths, targets, weight } = data.training.batch(0, n);
      const ids = 'ids' in input ? input.ids : new Int32Array();
      expect(ids).toHaveLength(batch * steps);
      expect(targets).toHaveLength(batch * steps);
      expect(weight).toBe(lengths?.reduce((sum, length) => sum + length, 0));
      for (let b = 0; b < batch; b++) {
        const length = lengths?.[b] ?? steps;
        const column = Array.from({ length: steps }, (_, t) => t * batch + b);
        expect(column.slice(length).every((at) => ids[at] === -1 && targets[at] === -1)).toBe(true);
        if (length > 0)
          seen.add(
            column
              .slice(0, length)
              .map((at) => `${fit.state.vocabulary[ids[at]]}/${tags[targets[at]]}`)
              .join(' '),
          );
      }
    }
    const written = content.sentences.map(({ tokens, tags: own }) =>
      tokens.map((token, n) => `${token}/${own[n]}`).join(' '),
    );
    expect([...seen].filter((sentence) => !written.includes(sentence))).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });

  test('read a sentence that is too long for one row in pieces, with which the scores are the same', () => {
    const cut = tasks.tagging.createData(content, fit.state, { ...train, sequenceLength: 3 });
    const scores = [data, cut].map(({ validation, createScorer }) => {
      if (validation === null || createScorer === undefined) throw new Error('Something is held back.');
      const scorer = createScorer();
      for (let n = 0; n < validation.count; n++) {
        const batch = validation.batch(0, n);
        const ids = 'ids' in batch.input ? batch.input.ids : new Int32Array();
        // A network that is wrong about some words, always in the same way.
        const outputs = Array.from(ids).flatMap((id, at) =>
          tags.map((_, tag) => Number(tag === (id % 5 === 0 ? 1 : batch.targets[at]))),
        );
        scorer.add({ ...batch, outputs });
      }
      return scorer.finish();
    });
    expect(scores[0]?.scores.entityF1).toBeLessThan(1);
    expect(scores[1]).toEqual(scores[0]);
  });

  test('weigh tags as they are told', () => {
    const weighted = tasks.tagging.createData(content, fit.state, { ...train, classWeights: [0.5, 2, 2, 1, 1] });
    const { targets, weight } = weighted.training.batch(0, 0);
    const weights = [0.5, 2, 2, 1, 1];
    expect(weight).toBe(Array.from(targets).reduce((sum, tag) => sum + (tag < 0 ? 0 : (weights[tag] ?? 0)), 0));
  });
});

test('a tagger learns names and dates, tells its scores, and goes on bit for bit from a checkpoint', async () => {
  const whole = trainerOf({});
  const { epochs } = await advance(whole, Infinity);
  expect(epochs.at(-1)?.validationScores).toEqual({ accuracy: 1, entityF1: 1, entityPrecision: 1, entityRecall: 1 });
  expect(epochs[0]?.validationScores.entityF1).toBeLessThan(1);

  const half = trainerOf({});
  await advance(half, 40);
  const resumed = trainerOf({ resumeFrom: decodeCheckpoint(encodeCheckpoint(await half.checkpoint())) });
  await advance(resumed, Infinity);
  expect(await resumed.checkpoint()).toEqual(await whole.checkpoint());

  const texts = ['Grace Hopper slept on 14 May 1936.', ['Kurt', 'wrote']];
  const tagged = await tagTexts(whole.model, fit.state, texts, uninterrupted);
  const told = tagged?.map(({ tokens, probabilities }) =>
    tokens.map(({ text }, n) => {
      const own = probabilities.subarray(n * tags.length, (n + 1) * tags.length);
      return `${text}/${tags[own.indexOf(Math.max(...own))]}`;
    }),
  );
  expect(told).toEqual([
    ['Grace/B-PER', 'Hopper/I-PER', 'slept/O', 'on/O', '14/B-DATE', 'May/I-DATE', '1936/I-DATE', './O'],
    ['Kurt/B-PER', 'wrote/O'],
  ]);
  expect(tagged?.[0]?.tokens.map(({ start }) => start)).toEqual([0, 6, 13, 19, 22, 25, 29, 33]);
  expect(await tagTexts(whole.model, fit.state, texts, { ...uninterrupted, signal: { aborted: true } })).toBeNull();
});

describe('tokens that were given', () => {
  test('make the vocabulary as they are, whatever tokenizer is asked for', () => {
    const texts = [
      ['New York', 'U.N.', 'a'],
      ['a', 'U.N.'],
    ];
    const { state, tokenCount } = fitGivenTokens(texts, { type: 'character', minimumFrequency: 2 });
    expect(state).toMatchObject({
      spec: { type: 'word', minimumFrequency: 2 },
      vocabulary: ['', 'U.N.', 'a'],
      unknownId: 0,
    });
    expect(tokenCount).toBe(5);
  });

  test('stay whole in plain text where they are known', () => {
    const { state } = fitGivenTokens([['U.N.', 'well-known', 'x']], words);
    const cut = (text: string) => cutIntoTokens(text, state).map(({ text: token }) => token);
    expect(cut('The U.N. is  well-known,\nif x.')).toEqual([
      'The',
      'U.N.',
      'is',
      'well',
      '-',
      'known',
      ',',
      'if',
      'x',
      '.',
    ]);
    expect(cut('well-known x')).toEqual(['well-known', 'x']);
    expect(cut(' \n')).toEqual([]);
  });

  test('of which a text has none that the vocabulary knows are told as unknown, and read nonetheless', async () => {
    const trainer = trainerOf({});
    const [text] = (await tagTexts(trainer.model, fit.state, ['Zuse spoke'], uninterrupted)) ?? [];
    expect(text?.tokens.map(({ isKnown }) => isKnown)).toEqual([false, true]);
    expect(text?.probabilities).toHaveLength(2 * tags.length);
    expect(text?.probabilities.every(Number.isFinite)).toBe(true);
  });
});

test('the template of a tagger reaches an entity F1 of 0.95 on a small corpus', async () => {
  const template = modelTemplates(10).find(({ model: { task } }) => task === 'tagging');
  if (template === undefined) throw new Error('There is no template of a tagger.');
  const small: DatasetContent = { kind: 'tagged', sentences: sentences(300, 9), tags };
  const { state } = fitGivenTokens(
    small.sentences.map(({ tokens }) => tokens),
    template.tokenizer,
  );
  const trainer = createTrainer({
    backend: createWasmBackend({ binaries }),
    model: fitModel(template.model, { inputs: state.vocabulary.length, outputs: tags.length }),
    train: template.train,
    data: tasks.tagging.createData(small, state, template.train),
    resumeFrom: null,
    clock: () => 0,
  });
  const { epochs } = await advance(trainer, Infinity);
  expect(epochs.at(-1)?.validationScores.entityF1).toBeGreaterThanOrEqual(0.95);
});
