import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EvaluateInput } from '../../../../src-main/contract/evaluation-records.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aColumn, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;
let asked: EvaluateInput[];

const classifier = (input: ModelSpec['input']): ModelSpec => ({ ...aRun().model, task: 'classification', input });

beforeEach(() => {
  localStorage.clear();
  asked = [];
  host = new FakeHost();
  host.checkpoints = [aCheckpoint()];
  host.evaluate = (input) => {
    asked.push(input);
    return {
      kind: 'classes',
      step: 100,
      n: 30,
      accuracy: 2 / 3,
      f1Macro: 0.5,
      perClass: ['bad', 'good'].map((label) => ({ label, precision: 0.5, recall: 0.5, f1: 0.5, n: 15 })),
      confusion: [
        [10, 5],
        [5, 10],
      ],
      mistakes: [{ row: 3, text: 'not so lovely', actual: 0, predicted: 1, probability: 0.9 }],
      leftOut: { incomplete: 1, ragged: 0, unknownLabels: [{ label: 'sad', count: 5 }] },
    };
  };
});
afterEach(() => studio.unmount());

async function choose(name: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('There is no field for files.');
  Object.defineProperty(input, 'files', { value: [new File(['review,mood\na,b\n'], name)], configurable: true });
  input.dispatchEvent(new Event('change'));
  await settle();
}

test('a classifier is compared with a file, by the columns that are chosen, and what took no part is told', async () => {
  host.runs = [aRun({ model: classifier({ kind: 'tokens', vocabularySize: 10 }) })];
  const columns = [aColumn('review', 'text'), aColumn('mood', 'category')];
  host.inspection = { table: { header: true, columns, rowsRead: 1, isWhole: true, rows: [], raggedRows: [] } };
  studio = await mountStudio(host, '/playground/r?view=file');
  await choose('test.csv');
  await expect.poll(() => studio.text()).toContain('Evaluation on test.csv');
  expect(asked[0]).toMatchObject({
    runId: 'r',
    checkpointId: null,
    importId: 'test.csv',
    columns: { text: null, label: null },
  });
  for (const told of [
    '66.7%',
    '1 row lacks something',
    '5 labels are none that the network knows',
    'sad (5)',
    'not so lovely',
  ])
    expect(studio.text()).toContain(told);

  await studio.fill('Column of labels', 'mood');
  await expect.poll(() => asked.at(-1)?.columns).toEqual({ text: null, label: 'mood' });
});

test('a classifier of sequences of numbers is asked by rows, with labels and without', async () => {
  host.runs = [aRun({ model: classifier({ kind: 'features', size: 2 }) })];
  studio = await mountStudio(host, '/playground/r');
  const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  expect(tabs.map((tab) => tab.textContent.trim())).toEqual(['Classify new data', 'Evaluate on a file']);
  studio.unmount();
  studio = await mountStudio(host, '/playground/r?view=file');
  await choose('devices.csv');
  await expect.poll(() => studio.text()).toContain('Evaluation on devices.csv');
  expect(studio.text()).not.toContain('Column of labels');
});

test('what a file lacks is said, and another one can be chosen', async () => {
  host.runs = [aRun({ model: classifier({ kind: 'tokens', vocabularySize: 10 }) })];
  host.refuse.set('evaluations.evaluate', 'invalid-data');
  studio = await mountStudio(host, '/playground/r?view=file');
  await choose('wrong.csv');
  await expect.poll(() => document.querySelector('[role=alert]')?.textContent).toBeTruthy();
  host.refuse.clear();
  await choose('right.csv');
  await expect.poll(() => studio.text()).toContain('Evaluation on right.csv');
  expect(document.querySelector('[role=alert]')).toBeNull();
});
