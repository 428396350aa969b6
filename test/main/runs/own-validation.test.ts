import { expect, test } from 'vitest';
import type { EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type { ImportContent } from '../../../src-main/contract/datasets/import-content.ts';
import type { EpochMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';

async function staged({ client }: TemporaryHost, name: string, text: string): Promise<string> {
  const file = new Blob([text]);
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes: file.size }] });
  await client.imports.append({ importId, file: 0, content: file });
  return importId;
}

interface Trained {
  runId: string;
  datasetId: string;
  importId: string;
  last: EpochMetrics;
  evaluation: EvaluationRecord;
}

/** Trains on one file while another one validates, and compares the last network with that one by itself. */
async function trained(
  host: TemporaryHost,
  files: { name: string; training: string; validation: string; content?: object },
  start: { presetId: string; train?: object; tokenizer?: { type: 'word'; minimumFrequency: number; locale: string } },
): Promise<Trained> {
  const { client } = host;
  const { name, training, validation, content } = files;
  const options = content === undefined ? {} : { content: content as ImportContent };
  const { id } = await client.datasets.import({ name, file: new Blob([training]), options });
  const importId = await staged(host, `other-${name}`, validation);
  const dataset = await client.datasets.addValidation({ datasetId: id, importId });
  expect(dataset.name).toBe(`${name} + other-${name}`);
  expect(dataset.report?.validation?.name).toBe(`other-${name}`);
  const train = { epochs: 2, seed: 1, earlyStopping: null, ...start.train };
  const { id: runId } = await client.runs.start({ ...start, datasetId: dataset.id, train });
  expect((await runIn(host, runId, 'finished', 'failed')).error).toBeNull();
  const { epochs } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  const last = epochs.at(-1);
  if (last === undefined) throw new Error('There was no epoch.');
  const checkpoint = (await client.runs.checkpoints({ runId })).find(({ step }) => step === last.step);
  if (checkpoint === undefined) throw new Error('There is no checkpoint of the last epoch.');
  const evaluation = await client.evaluations.evaluate({ runId, importId, checkpointId: checkpoint.id });
  return { runId, datasetId: dataset.id, importId, last, evaluation };
}

const moods = ['bad', 'good'];
const reviews = (count: number, first: number) =>
  Array.from({ length: count }, (_, n) => {
    const isGood = (n + first) % 2;
    return `${isGood ? 'lovely warm' : 'awful cold'} ${'day night week year'.split(' ')[(n + first) % 4]},${moods[isGood]}`;
  });

test('a file of labelled texts validates whole, a run goes on with it, and labels that are not learnt are refused', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const files = {
    name: 'reviews.csv',
    training: ['review,mood', ...reviews(40, 0)].join('\n'),
    validation: ['mood,review', ...reviews(15, 7).map((row) => row.split(',').reverse().join(','))].join('\n'),
    content: { kind: 'labelled', textColumn: 'review', labelColumn: 'mood' },
  };
  const { runId, datasetId, last, evaluation } = await trained(host, files, { presetId: 'bi-lstm-classifier' });
  const { report } = await client.datasets.get({ datasetId });
  expect(report?.validation).toEqual({ name: 'other-reviews.csv', rows: 15, trainingRows: 40 });
  if (evaluation.kind !== 'classes') throw new Error(evaluation.kind);
  expect(evaluation.n).toBe(15);
  expect(last.validationAccuracy).toBe(evaluation.accuracy);
  expect(last.validationScores.f1Macro).toBeCloseTo(evaluation.f1Macro, 12);
  const confusion = await client.insight.confusion({ runId });
  expect(confusion).toMatchObject({ isHeldBack: true, total: 15 });
  expect(confusion.rows.map(({ row }) => row)).toEqual(Array.from({ length: 15 }, (_, n) => 40 + n));

  // Two epochs in one go, and one that is extended by another, come to the same.
  const train = { epochs: 1, seed: 1, earlyStopping: null };
  const { id } = await client.runs.start({ datasetId, presetId: 'bi-lstm-classifier', train });
  await runIn(host, id, 'finished', 'failed');
  await client.runs.extend({ runId: id, epochs: 1 });
  await runIn(host, id, 'finished', 'failed');
  const { epochs } = await client.runs.metrics({ runId: id, afterStep: 0, maxPoints: 100 });
  expect(epochs.at(-1)?.validationLoss).toBe(last.validationLoss);

  const other = await staged(host, 'sad.csv', 'review,mood\na day,sad\n');
  const [own] = (await client.datasets.list()).filter(({ name }) => name === 'reviews.csv');
  expect((await refusalOf(client.datasets.addValidation({ datasetId: own.id, importId: other }))).message).toBe(
    'sad.csv has labels that are not learnt: sad. Leave these rows out, or learn from data that has them.',
  );
  expect((await refusalOf(client.datasets.addValidation({ datasetId, importId: other }))).message).toContain(
    'has a validation part of its own already',
  );
});

test('a text validates a language model, token by token', async () => {
  const host = await openTemporaryHost();
  const files = {
    name: 'rain.txt',
    training: 'the rain in spain stays in the plain. '.repeat(60),
    validation: 'the plain in spain. rain stays in. '.repeat(9),
  };
  const { datasetId, last, evaluation } = await trained(host, files, {
    presetId: 'char-rnn-s',
    train: { batchSize: 4, sequenceLength: 20 },
  });
  expect((await host.client.datasets.get({ datasetId })).report?.validation).toEqual({
    ...{ name: 'other-rain.txt', rows: 1, trainingRows: 1 },
    characters: { training: files.training.length, validation: files.validation.length },
  });
  if (evaluation.kind !== 'text') throw new Error(evaluation.kind);
  expect(last.validationLoss).toBeCloseTo(evaluation.loss, 6);
  expect(last.validationAccuracy).toBeCloseTo(evaluation.accuracy, 12);
  expect(evaluation.perplexity).toBeCloseTo(Math.exp(evaluation.loss), 12);
  // A token is a character; the text begins and ends with a token of its own.
  expect(evaluation.n).toBe(files.validation.length + 1);
  expect(evaluation.bitsPerCharacter).toBeGreaterThan(0);
});

test('sentences validate a tagger', async () => {
  const host = await openTemporaryHost();
  const sentences = (count: number, first: number) =>
    Array.from(
      { length: count },
      (_, n) => `Ann\tB-PER\nlives\tO\nin\tO\n${['Rome', 'Oslo', 'Bern'][(n + first) % 3]}\tB-LOC\n`,
    ).join('\n');
  const files = { name: 'names.conll', training: sentences(20, 0), validation: sentences(7, 1) };
  const { last, evaluation } = await trained(host, files, { presetId: 'bi-lstm-tagger' });
  if (evaluation.kind !== 'tags') throw new Error(evaluation.kind);
  expect(evaluation).toMatchObject({ sentences: 7, n: 28 });
  expect(last.validationAccuracy).toBe(evaluation.accuracy);
  expect(last.validationScores.entityF1).toBe(evaluation.entityF1);
});

test('later rows validate a forecaster, which looks back into those that it learns from', async () => {
  const host = await openTemporaryHost();
  const rows = (from: number, to: number) =>
    [
      't,value',
      ...Array.from({ length: to - from }, (_, n) => `${from + n},${Math.sin((from + n) / 3) + (from + n) / 50}`),
    ].join('\n');
  const content = { kind: 'series', time: 't', predict: ['value'] };
  const files = { name: 'wave.csv', training: rows(0, 150), validation: rows(150, 190), content };
  const { runId, datasetId, last, evaluation } = await trained(host, files, { presetId: 'forecaster' });
  const { report } = await host.client.datasets.get({ datasetId });
  expect(report?.validation).toMatchObject({ rows: 40, trainingRows: 150 });
  if (evaluation.kind !== 'values') throw new Error(evaluation.kind);
  expect(evaluation).toMatchObject({ n: 40, onlyRead: 0 });
  expect(last.validationScores.mae).toBeGreaterThan(0);
  const history = await host.client.forecasts.history({ runId });
  expect(history).toMatchObject({ validationFrom: 150, pieces: [{ first: 0, rows: 190, known: 190 }] });
});
