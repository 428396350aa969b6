import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StepInsightRecord } from '../../../../src-main/contract/insight-records.ts';
import type { RunOutcome } from '../../../../src-main/contract/runs/outcome-records.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aRun, aStep } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

const look = (step: number): StepInsightRecord => ({
  step,
  updates: [{ name: '1.kernel', gradientNorm: 1, valueNorm: 10, updateNorm: 0.01, updateRatio: 1e-3 }],
  saturation: [
    {
      ...{ loop: '1', variable: 'forget-gate', activation: 'sigmoid' },
      ...{ counts: [1, 2, 3], min: 0, max: 1, low: 0.2, high: 0.4 },
    },
  ],
});
const outcome: RunOutcome = {
  ...{ kind: 'diverged', step: 701, since: 701, epoch: 3, reason: 'gradient', loss: null, limit: 80 },
};

beforeEach(() => {
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [aRun({ state: 'diverged', step: 700, outcome })];
  host.measured = { steps: [aStep(699), aStep(700)], epochs: [] };
});
afterEach(() => studio.unmount());

async function notes(): Promise<string[]> {
  studio = await mountStudio(host, '/runs/r');
  await settle();
  return [...document.querySelectorAll('main [role=note]')].map((note) => note.textContent);
}

test('a training that left the numbers at once says of which step its last look is, at updates and at gates', async () => {
  host.looks = [look(256), look(512)];
  const told = 'The last look is of step 512: none was taken of step 700, the last finite one,';
  expect((await notes()).map((note) => note.slice(0, told.length))).toEqual([told, told]);
});

test('one whose last finite step was looked at says nothing more', async () => {
  host.looks = [look(512), look(700)];
  expect(await notes()).toEqual([]);
});

test('one that left them before any look says that there is none', async () => {
  await notes();
  expect(studio.text()).toContain(
    'There is no look at updates and gates: the training left the finite numbers at step 701',
  );
});

test('one that goes on, or ended as planned, says nothing', async () => {
  host.looks = [look(512)];
  host.runs = [aRun({ state: 'finished', step: 700, outcome: { kind: 'finished', epoch: 3, step: 700 } })];
  expect(await notes()).toEqual([]);
});
