import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settingsOf, trainSpecOf } from '../../../../../src-renderer/features/runs/new-run/run-settings.ts';
import { stepsPerEpoch } from '../../../../../src-renderer/domain/training/steps-per-epoch.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aDataset, aPreset, aReport } from '../../../studio/sample-records.ts';

/** The machine may be busy. */
const patience = { timeout: 60_000 };

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset(), aDataset({ id: 'short', name: 'A haiku', characters: 40 })];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

test('starts the chosen preset with the changed settings', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('Characters, medium');
  await studio.fill('Epochs', '3');
  await studio.fill('Learning rate', '1e-3');
  await studio.click('Start training');
  expect(host.started).toHaveLength(1);
  const [{ datasetId, presetId, train }] = host.started;
  expect({ datasetId, presetId }).toEqual({ datasetId: 'd', presetId: 'char-rnn-m' });
  expect(train).toMatchObject({ epochs: 3, batchSize: 64, optimizer: { type: 'adam', learningRate: 0.001 } });
});

test('a start that fails says why where it was asked, and nothing typed is lost, not even by a reload', async () => {
  host.refuse.set('runs.start', 'out-of-memory');
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.fill('Epochs', '7');
  await studio.fill('Name (optional)', 'Long night');
  await studio.click('Start training');
  expect(document.querySelector('main [role=alert]')?.textContent).toContain('The engine ran out of memory.');
  expect(studio.field('Epochs').value).toBe('7');
  studio.unmount();
  studio = await mountStudio(host, '/runs/new?dataset=d');
  expect(studio.field('Epochs').value).toBe('7');
  expect(studio.field('Name (optional)').value).toBe('Long night');
});

test('what is no valid number is marked, said, and cannot be started with', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.fill('Epochs', '0');
  const field = studio.field('Epochs');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(note?.textContent.trim()).toBe('Enter a number from 1 to 1,000,000.');
  expect(studio.button('Start training').disabled).toBe(true);
  await studio.fill('Epochs', '5');
  expect(field.getAttribute('aria-invalid')).toBe('false');
  expect(studio.button('Start training').disabled).toBe(false);
});

test('early stopping without validation cannot be started with, and is mended by a button', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('Advanced settings');
  await studio.fill('Early stopping after epochs', '3');
  await studio.fill('Validation share (%)', '0');
  expect(studio.text()).toContain('nothing is held back for validation');
  expect(studio.button('Start training').disabled).toBe(true);
  await studio.click('Hold back 10 %');
  expect(studio.field('Validation share (%)').value).toBe('10');
  expect(studio.text()).not.toContain('nothing is held back for validation');
  await studio.fill('Validation share (%)', '0');
  await studio.click('Switch early stopping off');
  await studio.click('Start training');
  expect(host.started[0]?.train).toMatchObject({ earlyStopping: null, validationFraction: 0 });
});

test('how many rows a forecaster reads is left to the studio, unless a person says it', async () => {
  host.datasets = [aDataset({ id: 'sales', name: 'sales.csv', kind: 'series', characters: 0 })];
  studio = await mountStudio(host, '/runs/new?dataset=sales');
  expect(studio.field('Rows read').value).toBe('');
  expect(studio.text()).not.toContain('Sequence length');
  await studio.click('Start training');
  expect(host.started[0]).not.toHaveProperty('window');
  studio.unmount();
  studio = await mountStudio(host, '/runs/new?dataset=sales');
  await studio.fill('Rows read', '100');
  await studio.click('Start training');
  expect(host.started[1]).toMatchObject({ window: 100 });
});

test('a text that is too short for the settings is told before anything is started', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=short');
  await studio.click('By hand');
  const refusal = 'The text has 40 tokens, and such batches need 2,779.';
  await vi.waitFor(() => expect(studio?.text()).toContain(refusal), patience);
  expect(studio.button('Start training').disabled).toBe(true);
  await studio.click('Make them fit');
  expect(studio.field('Batch size').value).toBe('1');
  expect(studio.field('Sequence length').value).toBe('16');
});

test('the steps that are promised are those that the training itself counts', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('By hand');
  const promise = '27 steps of 2,500 tokens an epoch, 270 steps in 10 epochs.';
  await vi.waitFor(() => expect(studio?.text()).toContain(promise), patience);
});

test('the form gives the preset back as it is when nothing was changed', () => {
  const { train } = aPreset();
  expect(trainSpecOf(settingsOf(train), train)).toEqual(train);
});

test('every setting arrives in the specification', () => {
  const { train } = aPreset();
  const changed = trainSpecOf(
    {
      ...settingsOf(train),
      optimizer: 'rmsprop',
      clip: 'none',
      validationPercent: 5,
      patience: 2,
      checkpointEveryEpoch: false,
      checkpointEverySteps: 500,
      keepLast: 9,
      backend: 'reference',
      seed: 99,
    },
    train,
  );
  expect(changed).toMatchObject({
    optimizer: { type: 'rmsprop', learningRate: 2e-3, decay: 0.95, epsilon: 1e-8 },
    clip: { type: 'none' },
    validationFraction: 0.05,
    earlyStopping: { patience: 2, minDelta: 0.0005, restoreBest: true },
    checkpoints: {
      everyEpoch: false,
      everySteps: 500,
      everyMinutes: 5,
      keepLast: 9,
      keepBest: 1,
      spaceBytes: 256_000_000,
    },
    backend: 'reference',
    seed: 99,
  });
});

test('counts the steps of an epoch as the engine does on tinyshakespeare', () => {
  // 1,115,394 characters, 90 % of them in 50 streams of 50: the published recipe has 401 steps.
  const text = { tokens: 1_115_394, samples: null, documents: 1, longestDocument: null };
  expect(stepsPerEpoch('language-model', text, aPreset().train)).toBe(401);
});

test('counts the steps of an epoch of documents, which are read in chunks as long as the longest', () => {
  // 3,000 names of 7 letters and an end each, of which 2,700 train: 50 at a time.
  const names = { tokens: 24_000, samples: null, documents: 3000, longestDocument: 7 };
  expect(stepsPerEpoch('language-model', names, aPreset().train)).toBe(54);
  expect(stepsPerEpoch('language-model', { ...names, tokens: 40, documents: 5 }, aPreset().train)).toBe(1);
});

test('says before a classifier is trained how many texts it cuts, and where', async () => {
  host.datasets = [aDataset({ id: 'own', kind: 'labelled', characters: 1000 })];
  studio = await mountStudio(host, '/runs/new?dataset=own');
  // The longest text has 64 tokens, and the character classifier reads 120.
  expect(studio.text()).not.toContain('of 900 texts');
  await studio.click('Bidirectional classifier');
  expect(studio.text()).toContain('300 of 900 texts (33%) are longer than');
  expect(studio.text()).toContain('Row 7:');
  await studio.click('Read them whole');
  expect(studio.text()).not.toContain('of 900 texts');
  await studio.click('Start training');
  expect(host.started).toMatchObject([{ train: { sequenceLength: 64 } }]);
});

test.each([
  { kind: 'labelled', spaces: 160, name: 'Bidirectional classifier', presetId: 'bi-lstm-classifier' },
  { kind: 'labelled', spaces: 3, name: 'Character classifier', presetId: 'char-classifier' },
  { kind: 'numeric', spaces: 0, name: 'Forecaster', presetId: 'forecaster' },
] as const)('$kind data with $spaces spaces is offered $name first', async ({ kind, spaces, name, presetId }) => {
  host.datasets = [aDataset({ id: 'own', kind, characters: 1000, frequencies: [{ token: ' ', count: spaces }] })];
  studio = await mountStudio(host, '/runs/new?dataset=own');
  expect(studio.button(name).getAttribute('aria-checked')).toBe('true');
  expect(studio.text()).not.toContain('Characters, small');
  await studio.click('Start training');
  expect(host.started).toMatchObject([{ datasetId: 'own', presetId }]);
});

test('a file validates instead of a share: the dataset that is made of both is learnt from', async () => {
  const report = {
    encodings: ['utf-8' as const],
    replaced: 0,
    newlines: { lf: 1, crlf: 0, cr: 0 },
    cleanUps: [],
    documents: 1,
    rareCharacters: 0,
    skippedFiles: [],
    rows: null,
    classes: null,
  };
  host.datasets = [aDataset({ report })];
  studio = await mountStudio(host, '/runs/new?dataset=d');
  const input = document.querySelector<HTMLInputElement>('main input[type=file]');
  Object.defineProperty(input, 'files', { value: [new File(['and so on'], 'held-out.txt')] });
  input?.dispatchEvent(new Event('change'));
  await expect.poll(() => studio?.text()).toContain('held-out.txt validates, 12 rows or documents');
  await studio.click('Start training');
  expect(host.started[0]).toMatchObject({ datasetId: 'd-validated' });
});

test('a time chooses network and settings, says why, and keeps to what the person then changes', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('1 minute');
  expect(host.recommended.at(-1)).toMatchObject({ budget: { kind: 'time', seconds: 60 }, presetId: null });
  expect(studio.text()).toContain('About 1 min on this machine: 120 steps, 200,000 parameters.');
  expect(studio.text()).toContain('So much fits into the time on this machine, which was measured: 3 epochs.');
  expect(studio.field('Batch size').value).toBe('16');
  await studio.fill('Learning rate', '0.01');
  await studio.click('Start training');
  const [{ presetId, model, train }] = host.started;
  expect(presetId).toBeNull();
  expect(model?.task).toBe('language-model');
  expect(train).toMatchObject({ batchSize: 16, maxSteps: 120, optimizer: { learningRate: 0.01 } });
});

test('what is chosen by hand is measured, with its real number of parameters', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('By hand');
  await studio.fill('Epochs', '5');
  const estimate = 'About 1 min on this machine: 150 steps, 417,326 parameters.';
  await vi.waitFor(() => expect(studio?.text()).toContain(estimate), patience);
  await studio.click('Start training');
  expect(host.started[0]).toMatchObject({ presetId: 'char-rnn-s', train: { epochs: 5, maxSteps: null } });
});

/** Resolves once the training has been chosen and measured. */
const ready = () => expect.poll(() => studio?.button('Start training').disabled).toBe(false);

test('a preset learns from other tokens than its own where a person says so, until another preset is chosen', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.fill('Tokens are', 'word');
  await studio.fill('Language', 'de');
  await expect.poll(() => host.recommended.at(-1)?.tokenizer).toMatchObject({ type: 'word', locale: 'de' });
  await ready();
  await studio.click('Start training');
  expect(host.started[0]?.tokenizer).toEqual({ type: 'word', locale: 'de', minimumFrequency: 1 });
  studio.unmount();

  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.fill('Tokens are', 'bpe');
  await studio.click('Characters, medium');
  await expect.poll(() => studio?.field('Tokens are').value).toBe('character');
});

test('a dataset whose warning asks for class weights leads to their field, and a run begins with them', async () => {
  const classes = [
    { label: 'ham', count: 300 },
    { label: 'spam', count: 20 },
  ];
  const labelled = aDataset({ id: 'mail', name: 'mail.csv', kind: 'labelled' });
  host.datasets = [{ ...labelled, report: aReport({ classes }) }];
  studio = await mountStudio(host, '/datasets/mail');
  const link = [...document.querySelectorAll<HTMLAnchorElement>('main a')].find((a) =>
    /Class weights/.test(a.textContent),
  );
  expect(link?.getAttribute('href')).toBe('#/runs/new?dataset=mail&find=classWeights.title');
  studio.unmount();

  studio = await mountStudio(host, '/runs/new?dataset=mail&find=classWeights.title');
  await expect.poll(() => document.activeElement).toBe(studio.field('Class weights'));
  await studio.fill('Class weights', 'balanced');
  expect(studio.text()).not.toContain('class weights for');
  await ready();
  await studio.click('Start training');
  expect(host.started[0]?.train.classWeights).toEqual([320 / 600, 8]);
});
