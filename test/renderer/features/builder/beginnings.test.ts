import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aReport } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] });
  localStorage.clear();
  sessionStorage.clear();
  host = new FakeHost();
  const classes = [
    { label: 'often', count: 9 },
    { label: 'rare', count: 1 },
    { label: 'seldom', count: 2 },
  ];
  const labelled = aDataset({ id: 'labelled', name: 'Reviews', kind: 'labelled' });
  host.datasets = [aDataset(), { ...labelled, report: aReport({ classes }) }];
});
afterEach(() => {
  studio.unmount();
  vi.useRealTimers();
});

async function open(address: string): Promise<void> {
  studio = await mountStudio(host, address);
  await wait();
}
async function wait(): Promise<void> {
  for (let n = 0; n < 3; n++) {
    await vi.advanceTimersByTimeAsync(500);
    await settle();
  }
}

async function choose(name: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('main input[type=file]');
  if (input === null) throw new Error('There is no field for files.');
  Object.defineProperty(input, 'files', { value: [new File(['the 1 2 3\n'], name)], configurable: true });
  input.dispatchEvent(new Event('change'));
  await wait();
}

const focused = () => document.activeElement?.id ?? '';
const labelOf = (id: string) => document.querySelector(`label[for="${id}"]`)?.textContent.trim();

test('classes are weighed alike, balanced, or one by one', async () => {
  await open('/models/new?template=bi-lstm-classifier&dataset=labelled&find=classWeights.title');
  expect(labelOf(focused())).toBe('Class weights');
  await studio.fill('Class weights', 'balanced');
  expect([...document.querySelectorAll('dl dd')].map(({ textContent }) => textContent.trim())).toEqual(
    expect.arrayContaining(['0.444', '4', '2']),
  );
  await studio.click('Start training');
  expect(host.started[0]?.train.classWeights).toEqual([12 / 27, 4, 2]);

  await router.push('/models/new?template=bi-lstm-classifier&dataset=labelled&find=classWeights.title');
  await wait();
  await studio.fill('Class weights', 'byClass');
  await studio.fill('Weight of rare', '7.5');
  await studio.fill('Weight of often', 'x');
  expect(studio.button('Start training').disabled).toBe(true);
  await studio.fill('Weight of often', '0.5');
  await studio.click('Start training');
  expect(host.started[1]?.train.classWeights).toEqual([0.5, 7.5, 1]);
});

test('the embedding begins with vectors from a file, whose coverage is told, frozen or trained', async () => {
  await open('/models/new?template=word-lm&dataset=d&find=vectors.title');
  expect(document.activeElement?.textContent).toContain('Word vectors from a file');
  await choose('glove.txt');
  expect(studio.text()).toMatch(/of the text has a vector: 90 of \d+ words, 50 numbers each/);
  expect(document.querySelector('[data-stack]')?.textContent).toContain('50');
  document.querySelector<HTMLInputElement>('main section[aria-labelledby=vectors-title] input[type=checkbox]')?.click();
  await wait();
  expect(studio.text()).toContain('Frozen: the vectors stay as the file has them.');
  await studio.fill('Train beside it', 'gru');
  await studio.click('Start both trainings');
  await wait();
  expect(host.started.map(({ vectors }) => vectors)).toMatchObject([
    { trainable: false, keepFile: true },
    { trainable: false, keepFile: false },
  ]);
  expect(host.started[0]?.model?.layers[0]).toMatchObject({ type: 'embedding', dim: 50, trainable: false });
});

test('without words as tokens, vectors say what they need and do it', async () => {
  await open('/models/new?template=char-rnn-l&dataset=d&find=vectors.title');
  await studio.click('Use words');
  expect(studio.field('Tokens are').value).toBe('word');
  expect(studio.text()).toContain('GloVe or word2vec, as text');
});

test('the variance of each layer at the start is measured with the initial values that are set, and judged', async () => {
  const spread = (variance: number) => ({ mean: 0, variance });
  host.signals = [
    { layer: 1, activation: spread(0.02), gradient: spread(1e-7) },
    { layer: 2, activation: spread(0.0004), gradient: spread(1e-5) },
    { layer: 3, activation: spread(0.1), gradient: spread(0.01) },
  ];
  await open('/models/new?template=char-rnn-s&dataset=d&find=signals.title');
  expect(document.activeElement?.textContent).toBe('Variance of each layer at the start');
  const rows = () =>
    [...document.querySelectorAll('main tbody tr')].map((row) => row.textContent.replaceAll(/\s+/g, ' '));
  for (let n = 0; n < 10 && rows().length === 0; n++) await wait();
  expect(rows()[1]).toMatch(/3 · LSTM ?4\.0 × 10⁻⁴ ?0\.02 × the layer before: shrinks ?1\.0 × 10⁻⁵/);
  expect(studio.text()).toContain('Outputs shrink to 0.02 of the first layer’s variance by 3 · LSTM');
  expect(studio.text()).toContain('gradients shrink to 0.01 of the variance that they have at 3 · LSTM');
  expect(host.signalsAsked.at(-1)).toMatchObject({ datasetId: 'd', train: { seed: 1 } });
  expect(rows()[0]).not.toContain('shrinks');
});

test.each([
  ['layerFields.forgetBias', 'char-rnn-s', 'Forget bias'],
  ['layerFields.rate', 'course-classifier', 'Rate'],
  ['layerFields.bidirectional', 'bi-lstm-classifier', 'Direction'],
  ['trainFields.schedule', 'char-rnn-s', 'Schedule'],
  ['settings.optimizer', 'char-rnn-s', 'Optimizer'],
  ['layerFields.vocabularySize', 'char-rnn-s', 'Vocabulary size'],
])('a search for %s opens the part of the builder that has it, and focuses it', async (find, template, label) => {
  await open(`/models/new?template=${template}&find=${find}`);
  expect(labelOf(focused())).toBe(label);
});
