import { afterEach, expect, test } from 'vitest';
import { startRun } from '../../../../../src-main/contract/runs/start-records.ts';
import { eventually } from '../../../../eventually.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../../studio/sample-records.ts';

let studio: MountedStudio | undefined;
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

const submit = async () => {
  document.querySelector('[role=dialog] form')?.dispatchEvent(new Event('submit'));
  await settle();
};

test('a new run begins from a file, whose mistakes are told with their lines', async () => {
  const host = new FakeHost();
  host.datasets = [aDataset()];
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('From a file…');
  await studio.fill('The file', 'train: { epoch: 3 }');
  const fault = { code: 'unknown-field' as const, known: ['epochs', 'seed'], meant: 'epochs' };
  host.filePlan = {
    problems: [{ line: 1, column: 10, field: 'train.epoch', fault, message: '' }],
    start: null,
    branch: null,
    seeds: null,
  };
  await submit();
  const told = document.querySelector('[role=dialog] [role=alert]')?.textContent.replaceAll(/\s+/g, ' ');
  expect(told).toContain('The file has a mistake.');
  expect(told).toContain('Line 1, column 10');
  expect(told).toContain('train.epoch There is no such field. Did you mean epochs? What can stand here: epochs, seed.');
  expect(host.started).toEqual([]);

  await studio.fill('The file', 'train: { epochs: 3 }');
  expect(document.querySelector('[role=dialog] [role=alert]')).toBeNull();
  const start = startRun.parse({ datasetId: 'd', presetId: 'char-rnn-s', train: { epochs: 3 } });
  host.filePlan = { problems: [], start, branch: null, seeds: null };
  await submit();
  expect(host.started).toMatchObject([{ datasetId: 'd', presetId: 'char-rnn-s', train: { epochs: 3 } }]);
});

test('the page of a run copies it as a file', async () => {
  const host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [aRun({ state: 'finished', step: 10 })];
  // Scripts have no clipboard here: it goes the older way.
  Object.assign(document, { execCommand: () => true });
  studio = await mountStudio(host, '/runs/r');
  await studio.click('More actions');
  await settle();
  const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find(
    (each) => each.textContent.trim() === 'Copy as file',
  );
  item?.click();
  await eventually(() => expect(studio?.text()).toContain('repeats it to the same bits'));
});
