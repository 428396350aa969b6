import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] });
  localStorage.clear();
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset(), aDataset({ id: 'e', name: 'Another novel' })];
  host.runs = [aRun({ state: 'finished', epoch: 10 })];
  host.checkpoints = [aCheckpoint({ id: 'late', step: 100, epoch: 2 })];
});
afterEach(() => {
  studio.unmount();
  vi.useRealTimers();
});

async function open(address: string): Promise<void> {
  studio = await mountStudio(host, address);
  await wait();
}
/** Waits until the pauses after which a question is asked are over. */
async function wait(): Promise<void> {
  for (let n = 0; n < 4; n++) {
    await vi.advanceTimersByTimeAsync(500);
    await settle();
  }
}
async function choose(action: string): Promise<void> {
  await studio.click('More actions');
  await settle();
  [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
    .find(({ textContent }) => textContent.includes(action))
    ?.click();
  await wait();
}
const times = () => [...document.querySelectorAll('[data-training-time]')].map(({ textContent }) => textContent.trim());

test('the builder tells the time of the training on this machine, and fits it to another one in one edit', async () => {
  await open('/models/new?template=char-rnn-s&dataset=d&find=trainFields.schedule');
  const epochs = studio.field('Epochs').value;
  expect(times()).toEqual(['About 2 min on this machine: 300 steps, 417,326 parameters.']);
  await studio.click('1 minute');
  await wait();
  expect(host.recommended.at(-1)).toMatchObject({ datasetId: 'd', budget: { kind: 'time', seconds: 60 } });
  expect(host.recommended.at(-1)?.model?.task).toBe('language-model');
  expect(studio.field('Epochs').value).toBe('3');
  expect(studio.text()).toContain('So much fits into the time');
  expect(times()[0]).toContain('About 36 s');
  await studio.click(/^Undo/);
  await wait();
  expect(studio.field('Epochs').value).toBe(epochs);
});

test('a sweep tells the time that all of its runs take together', async () => {
  await open('/runs/sweep');
  await studio.fill('Learning rate', '0.001, 0.003, 0.01');
  await wait();
  expect(times()).toEqual(['About 6 min on this machine for 3 runs.']);
});

test('more epochs of a run tell their time, and a time gives the epochs that fit into it', async () => {
  await open('/runs/r');
  await choose('Extend…');
  // The field holds half of the ten epochs of the run, each of which takes twelve seconds.
  expect(times()).toEqual(['About 1 min on this machine: 150 steps, 417,326 parameters.']);
  await studio.click('5 minutes');
  await wait();
  expect(studio.field('More epochs').value).toBe('25');
  expect(times()[0]).toContain('About 5 min');
  // Typed epochs replace the chosen time.
  await studio.fill('More epochs', '2');
  await wait();
  expect(studio.button('By hand').getAttribute('aria-pressed')).toBe('true');
  expect(times()[0]).toContain('About 24 s');
  await studio.click('Extend');
  expect(host.extended).toEqual([{ runId: 'r', epochs: 2 }]);
});

test('a branch counts the epochs that fit into a time from its checkpoint on', async () => {
  await open('/runs/r');
  await choose('Branch…');
  expect(times()[0]).toMatch(/^About .+ on this machine: \d+ steps/);
  await studio.click('1 minute');
  await wait();
  expect(studio.field('Epochs').value).toBe('7');
  await studio.click('Start the branch');
  expect(host.branched[0]).toMatchObject({ checkpointId: 'late', train: { epochs: 7 } });
});

test('training on another dataset tells the time on that, and fits its epochs to one', async () => {
  await open('/runs/r');
  await choose('Train on a dataset…');
  expect(times()[0]).toMatch(/^About .+ on this machine/);
  await studio.fill('Dataset', 'e');
  await studio.click('1 minute');
  await wait();
  expect(studio.field('Epochs').value).toBe('5');
  await studio.click('Train');
  expect(host.trainedOn[0]).toMatchObject({ datasetId: 'e', train: { epochs: 5 } });
});
