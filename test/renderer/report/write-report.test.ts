import { createORPCClient } from '@orpc/client';
import MarkdownIt from 'markdown-it';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { ReportRequest } from '../../../src-main/contract/report-records.ts';
import { reportColours } from '../../../src-renderer/report/report-style.ts';
import { writeReport } from '../../../src-renderer/report/write-report.ts';
import { FakeHost } from '../studio/fake-host.ts';
import { aDataset, aDiagnosis, aFinding, anEpoch, aRun, aStep, aTrial } from '../studio/sample-records.ts';

let host: FakeHost;
let client: StudioClient;
beforeEach(async () => {
  host = new FakeHost();
  const { link } = await host.open();
  client = createORPCClient<StudioClient>(link);
  host.datasets = [aDataset()];
  host.runs = [aRun({ outcome: { kind: 'finished', epoch: 2, step: 100 } })];
  host.metrics = { steps: [aStep(1), aStep(50), aStep(100)], epochs: [anEpoch(1, 50), anEpoch(2, 100)] };
});

const write = (request: Partial<ReportRequest> = {}): Promise<string> =>
  writeReport(client, { ...{ runIds: ['r'], language: 'en', format: 'html', at: 1_700_000_000_000 }, ...request });

async function page(request: Partial<ReportRequest> = {}): Promise<Document> {
  return new DOMParser().parseFromString(await write(request), 'text/html');
}

/** The value of a fact by its label. */
const factOf = (document: Document, label: string): string | undefined =>
  [...document.querySelectorAll('dl div')]
    .find((row) => row.querySelector('dt')?.textContent === label)
    ?.querySelector('dd')?.textContent;

test('a page says what the run is, by its own figures, and needs nothing else', async () => {
  const document = await page();
  expect(document.querySelector('h1')?.textContent).toBe('A novel · Small');
  expect(factOf(document, 'State')).toBe('Finished');
  expect(factOf(document, 'Best validation loss')).toBe('2.100 in epoch 1');
  expect(factOf(document, 'Perplexity')).toBe('8.17');
  expect(factOf(document, 'Learning rate')).toBe(String(host.runs[0].train.optimizer.learningRate));
  const [losses, perplexities] = document.querySelectorAll('figure');
  expect(losses.querySelector('figcaption')?.textContent).toContain('Validation: from 2.100 to 2.100 at step 100');
  expect(losses.querySelectorAll('polyline').length).toBe(2);
  expect(perplexities.querySelector('title')?.textContent).toBe('Perplexity');
  expect(document.querySelector('pre')?.textContent).toBe('written at 0.8');
  const text = await write();
  expect(text).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|@import|(src|href)=/i);
  expect([...text.matchAll(/https?:[^"'\s<]+/g)].map(([address]) => address)).toEqual(
    Array.from({ length: document.querySelectorAll('svg').length }, () => 'http://www.w3.org/2000/svg'),
  );
});

test('names and texts of people stay texts', async () => {
  const name = `<img src=x onerror="alert(1)"> & 'more' | *stars*`;
  host.runs = [aRun({ name, notes: '</p><script>alert(2)</script>' })];
  const document = await page();
  expect(document.querySelector('h1')?.textContent).toBe(name);
  expect(document.querySelector('script, img')).toBeNull();
  const markdown = new MarkdownIt({ html: true }).render(await write({ format: 'markdown' }));
  const rendered = new DOMParser().parseFromString(markdown, 'text/html');
  expect(rendered.querySelector('h1')?.textContent).toBe(name);
  expect(rendered.querySelector('script, em')).toBeNull();
  // Curves are tables there.
  expect(rendered.querySelectorAll('table').length).toBe(document.querySelectorAll('table, figure').length);
});

test.each([
  [[3, 2.5, 2.2], 'better than all of these'],
  [[3, 2.5, 2.0], 'better than these: Unigram, Bigram; and not better than these: 5-gram.'],
  [[2.1, 2.0, 1.9], 'no better than any of these'],
])('what is said of n-gram models with losses %j is true', async (losses, words) => {
  const orders = [1, 2, 5] as const;
  const models = losses.map((loss, index) => ({ order: orders[index], loss, discounts: [] }));
  host.measurements = { nGrams: { models, trainingTokens: 900, predictions: 100 }, dependency: null, leak: null };
  const document = await page();
  expect(document.body.textContent).toContain(words);
  expect(factOf(document, 'Tokens that are predicted for validation')).toBe('100');
});

test('a run without a validation part is not compared with n-gram models, nor is its best loss told', async () => {
  host.runs = [aRun({ bestValidationLoss: null, validationLoss: null, bestEpoch: null })];
  const document = await page();
  expect(document.body.textContent).not.toContain('n-gram');
  expect(factOf(document, 'Best validation loss')).toBeUndefined();
  expect(factOf(document, 'Training loss')).toBe('2.000');
});

test('findings are told with what came of trying to mend them', async () => {
  const verdict = {
    ...{ outcome: 'helped' as const, difference: -0.2, low: -0.3, high: -0.1, pairs: 5, margin: 0.01 },
    ...{ before: 2, degreesOfFreedom: 4, pooled: 1 },
  };
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  host.trials = [aTrial({ verdict })];
  const document = await page();
  expect(document.body.textContent).toContain('Fault: The learning rate is too high');
  expect(document.body.textContent).toContain('It helped: the validation loss is 0.200 lower');
  host.diagnosis = aDiagnosis();
  expect((await page()).body.textContent).toContain('Nothing wrong was found in the measurements of this run.');
});

test('a comparison names what differs, and ranks only what can be compared', async () => {
  const better = aRun({ id: 'b', name: 'second', bestValidationLoss: 1.9, train: { ...aRun().train, batchSize: 7 } });
  host.runs = [aRun(), better];
  const document = await page({ runIds: ['r', 'b'] });
  expect(document.querySelector('h1')?.textContent).toBe('Comparison of 2 runs');
  expect(document.body.textContent).toContain('They differ in: Batch size.');
  const ranked = [...document.querySelectorAll('table')[0].querySelectorAll('tbody th')].map(
    (cell) => cell.textContent,
  );
  expect(ranked).toEqual(['second', 'A novel · Small']);
  host.runs = [aRun(), aRun({ ...better, datasetId: 'other' })];
  expect((await page({ runIds: ['r', 'b'] })).body.textContent).toContain('they are not ranked');
});

test('in Japanese, whatever the language of the window', async () => {
  const document = await page({ language: 'ja' });
  expect(document.documentElement.lang).toBe('ja');
  expect([...document.querySelectorAll('h2')].map((heading) => heading.textContent)).toEqual([
    ...['調べたこと', '結果', '学習曲線', '生成したテキスト', '診断の指摘', 'データ', 'モデル', '学習の設定'],
  ]);
});

test('its colours are those of the window', () => {
  const theme = readFileSync('src-renderer/ui/theme.css', 'utf8');
  for (const [token, [light, dark]] of Object.entries(reportColours))
    expect(theme).toContain(`--color-${token}: light-dark(${light}, ${dark});`);
});
