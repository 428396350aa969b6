import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  host = new FakeHost();
  host.datasets = [aDataset()];
  const { train } = aRun();
  host.runs = [
    aRun({ id: 'a', name: 'Careful', bestValidationLoss: 2.1 }),
    aRun({ id: 'b', name: 'Hasty', bestValidationLoss: 1.9, train: { ...train, batchSize: 20 } }),
  ];
});
afterEach(() => studio.unmount());

const rowOf = (head: string) =>
  [...document.querySelectorAll('tr')]
    .find((row) => row.querySelector('th')?.textContent.trim() === head)
    ?.textContent.replaceAll(/\s+/g, ' ');

test('the better of two runs is marked, and of their settings only what differs is shown', async () => {
  studio = await mountStudio(host, '/runs/compare?runs=a,b');
  expect(studio.text()).toContain('2 runs compared');
  expect(rowOf('Best val. loss')).toMatch(/2\.100.*1\.900 ◆/);
  expect(rowOf('Batch size')).toMatch(/50.*20/);
  expect(rowOf('Seed')).toBeUndefined();
  studio.field('Also what is the same').click();
  await settle();
  expect(rowOf('Seed')).toMatch(/1.*1/);
});

test('both write from one prompt, each under its name', async () => {
  studio = await mountStudio(host, '/runs/compare?runs=a,b');
  await settle();
  expect(studio.text().match(/written at 0\.8/g)).toHaveLength(2);
  await studio.fill('Prompt', 'Call me ');
  await studio.click('Write');
  await settle();
  expect(studio.text()).toContain('Call me written at 0.8');
});

test('the curves of all runs can stand over time instead of steps', async () => {
  studio = await mountStudio(host, '/runs/compare?runs=a,b');
  const pressed = () =>
    [...document.querySelectorAll('[role=group] [aria-pressed=true]')].map((each) => each.textContent.trim());
  const [before] = pressed();
  const other = [...document.querySelectorAll<HTMLButtonElement>('[role=group] [aria-pressed=false]')][0];
  const name = other.textContent.trim();
  other.click();
  await settle();
  expect(pressed()).toContain(name);
  expect(pressed()).not.toContain(before);
});

test('runs that learnt from different data are not ranked, and it is said why', async () => {
  host.runs[1].datasetId = 'another';
  studio = await mountStudio(host, '/runs/compare?runs=a,b');
  expect(studio.text()).toContain('These runs learnt from different datasets');
  expect(studio.text()).not.toContain('◆');
});

test('without two runs, the page of the comparison says what to do and lets them be chosen', async () => {
  studio = await mountStudio(host, '/runs/compare?runs=a');
  expect(studio.text()).toContain('Tick two runs or more');
  const boxes = [...document.querySelectorAll<HTMLInputElement>('main input[type=checkbox]')];
  expect(boxes.map((box) => box.checked)).toEqual([true, false]);
  expect(studio.button('Compare').disabled).toBe(true);
  boxes[1].click();
  await settle();
  await studio.click('Compare');
  expect(studio.text()).toContain('2 runs compared');
  expect(rowOf('Batch size')).toMatch(/50.*20/);
});

test('where there are not two runs yet, it says that another one has to be trained', async () => {
  host.runs = [aRun()];
  studio = await mountStudio(host, '/runs/compare');
  expect(studio.text()).toContain('There is one so far. Train another');
  await studio.click('New run');
  expect(router.currentRoute.value.name).toBe('new-run');
});

test('the list of runs leads there too, with what is ticked', async () => {
  studio = await mountStudio(host, '/runs');
  await studio.click('Compare');
  expect(studio.text()).toContain('Tick two runs or more');
});

test('runs stand beside n-gram models of their data, and in units of text', async () => {
  const unitsPerToken = { characters: 2, words: 0.5, bytes: 4 };
  host.runs = host.runs.map((run) => ({ ...run, unitsPerToken }));
  const models = ([1, 2, 5] as const).map((order) => ({ order, loss: 5 - order / 2, discounts: [] }));
  host.measurements = { nGrams: { models, trainingTokens: 900, predictions: 99 }, dependency: null, leak: null };
  studio = await mountStudio(host, '/runs/compare?runs=a,b');
  await expect.poll(() => rowOf('5-gram')).toMatch(/2\.500.*2\.500/);
  expect(rowOf('Bigram')).toMatch(/4\.000.*4\.000/);
  expect(rowOf('Best, bits per character')).toMatch(/1\.515.*1\.371/);
  expect(rowOf('Best, bits per word')).toMatch(/6\.059.*5\.482/);
});
