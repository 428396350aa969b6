import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, aDiagnosis, aFinding, aPreset, aRun } from '../../studio/sample-records.ts';

/** The machine may be busy. */
const patience = { timeout: 60_000 };
const eventually = (check: () => void) => vi.waitFor(check, patience);

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset()];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

const advice = () => document.querySelector('[data-doctor-before]')?.textContent ?? '';
const train = { batchSize: 8, sequenceLength: 100 };
const tooLarge = () =>
  aFinding({ rule: 'batch-too-large', region: null, fix: { kind: 'new-run', changes: { train } } });

test('before a run, advice says what it would change, changes it, and keeps nobody from starting', async () => {
  host.diagnosisBefore = aDiagnosis({ open: [tooLarge()] });
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('Characters, small');
  await eventually(() => expect(advice()).toContain('The batch is too large for this data'));
  expect(studio.button('Start training').disabled).toBe(false);
  expect(host.examinedBefore.at(-1)).toMatchObject({ datasetId: 'd', presetId: 'char-rnn-s', measure: false });
  const asked = host.examinedBefore.length;
  await studio.click(/^Change it: .*Batch size \d+ → 8, Sequence length \d+ → 100$/);
  expect(studio.field('Batch size').value).toBe('8');
  expect(studio.field('Sequence length').value).toBe('100');
  await eventually(() => expect(host.examinedBefore.length).toBeGreaterThan(asked));
  expect(host.examinedBefore.at(-1)?.train).toMatchObject(train);
});

test('a change for which the form has no field is said and has no button', async () => {
  const model = { ...aPreset().model, layers: aPreset().model.layers.slice(1) };
  host.diagnosisBefore = aDiagnosis({
    open: [
      aFinding({ rule: 'parameters-exceed-samples', region: null, fix: { kind: 'new-run', changes: { model } } }),
      aFinding({ rule: 'split-leak', region: null, fix: { kind: 'data', change: 'remove-duplicates' } }),
    ],
  });
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await eventually(() => expect(advice()).toContain('Better:'));
  expect(advice()).toContain('Take the duplicates out of the data');
  expect(() => studio?.button(/^Change it/)).toThrow();
});

test('the data is measured when a person asks for it', async () => {
  host.diagnosisBefore = aDiagnosis({ isPartial: true });
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await eventually(() => expect(advice()).toContain('Nothing speaks against these settings.'));
  await studio.click('Look at the data too');
  await eventually(() => expect(host.examinedBefore.at(-1)?.measure).toBe(true));
});

test('before a branch, advice changes the fields of the dialog', async () => {
  host.runs = [aRun({ state: 'finished' })];
  host.checkpoints = [aCheckpoint({ id: 'late', step: 100 })];
  host.diagnosisBefore = aDiagnosis({ open: [tooLarge()] });
  studio = await mountStudio(host, '/runs/r');
  await studio.click('More actions');
  const branch = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) =>
    item.textContent.includes('Branch…'),
  );
  branch?.click();
  await eventually(() => expect(advice()).toContain('The batch is too large for this data'));
  await studio.click(/^Change it: /);
  await studio.click('Start the branch');
  expect(host.branched[0]).toMatchObject({ checkpointId: 'late', train });
});
