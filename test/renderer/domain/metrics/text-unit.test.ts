import { afterEach, expect, test } from 'vitest';
import { textUnit } from '../../../../src-renderer/domain/metrics/text-unit.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, aRun } from '../../studio/sample-records.ts';

let studio: MountedStudio;
afterEach(() => {
  studio.unmount();
  textUnit.value = 'character';
});

test('the unit that the settings choose is that of run list, sweep and checkpoints', async () => {
  const host = new FakeHost();
  host.datasets = [aDataset()];
  const loss = 2 * Math.LN2;
  const sizes = { unitsPerToken: { characters: 1, words: 0.25, bytes: 2 } };
  const run = { tags: ['pair'], bestValidationLoss: loss, ...sizes };
  host.runs = [aRun({ id: 'r', name: 'Whale', ...run }), aRun({ id: 'c', name: 'Crow', ...run })];
  host.checkpoints = [aCheckpoint({ id: 'late', step: 100, validationLoss: loss })];
  studio = await mountStudio(host, '/settings');
  await studio.fill('Losses of language models', 'word');
  studio.unmount();

  studio = await mountStudio(host, '/runs');
  expect([...document.querySelectorAll('th')].map((th) => th.textContent.trim())).toContain('Bits/word');
  expect(studio.text()).toContain('8.000');
  studio.unmount();
  studio = await mountStudio(host, '/runs/sweep/pair');
  expect([...document.querySelectorAll('th')].map((th) => th.textContent.trim())).toContain('Bits per word');
  expect(studio.text()).toContain('8.000');
  studio.unmount();

  studio = await mountStudio(host, '/runs/r');
  expect(studio.text()).toContain('8.000 bits/word');
  textUnit.value = 'byte';
  await settle();
  expect(studio.text()).toContain('1.000 bits/byte');
});
