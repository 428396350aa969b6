import { afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, anEpoch, aRun, aStep } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.checkpoints = [aCheckpoint({ id: 'early', step: 50 }), aCheckpoint({ id: 'late', step: 100, epoch: 2 })];
  host.measured = { steps: [aStep(50), aStep(100)], epochs: [anEpoch(1, 50), anEpoch(2, 100)] };
});
afterEach(() => studio.unmount());

const panelOf = (title: string) =>
  [...document.querySelectorAll('section')].find((each) => each.querySelector('h2')?.textContent.trim() === title);

test('a training shows how far it is, how well it predicts and what it writes now', async () => {
  host.runs = [aRun({ state: 'running', step: 100, totalSteps: 1000, epoch: 2, remainingMs: 90_000 })];
  studio = await mountStudio(host, '/runs/r');
  expect(studio.text()).toContain('A novel · Small');
  // The perplexity of a validation loss of 2.1 nats.
  expect(studio.text()).toContain('8.17');
  expect(studio.text()).toMatch(/written at 0\.5/);
  expect(panelOf('Events')?.textContent).toContain('Epoch 2');
});

test('a training is paused from its page, and goes on from there', async () => {
  host.runs = [aRun({ state: 'running' })];
  studio = await mountStudio(host, '/runs/r');
  await studio.click('Pause');
  expect(host.runs[0].state).toBe('paused');
  await studio.click('Resume');
  expect(host.runs[0].state).toBe('running');
});

test('a checkpoint begins a run of its own with another learning rate, and leaves this one as it is', async () => {
  host.runs = [aRun({ state: 'finished' })];
  studio = await mountStudio(host, '/runs/r');
  await studio.click('More actions');
  await settle();
  const branch = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) =>
    item.textContent.includes('Branch…'),
  );
  branch?.click();
  await settle();
  expect(studio.text()).toContain('Branch from step 100');
  await studio.fill('Learning rate', '0.0005');
  await studio.click('Start the branch');
  expect(host.branched[0]).toMatchObject({ checkpointId: 'late', train: { optimizer: { learningRate: 0.0005 } } });
  expect(host.runs[0].train.optimizer.learningRate).toBe(2e-3);
  expect(router.currentRoute.value.params).toEqual({ runId: 'branch' });
});

test('the checkpoints tell their room, which can be changed, and one can be pinned and named so that it stays', async () => {
  host.runs = [aRun({ state: 'finished' })];
  studio = await mountStudio(host, '/runs/r');
  const list = () => panelOf('Checkpoints')?.textContent;
  expect(list()).toContain('6 MB of 256 MB');
  await studio.click('Space for checkpoints');
  await studio.fill('Space for all, MB', '64');
  await studio.click('Change');
  expect(host.runs[0].train.checkpoints.spaceBytes).toBe(64_000_000);

  const choose = async (label: string) => {
    await studio.click('Checkpoint of step 50');
    await settle();
    const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((each) =>
      each.textContent.includes(label),
    );
    item?.click();
    await settle();
  };
  await choose('Pin: always keep it');
  expect(host.checkpoints[0]).toMatchObject({ id: 'early', isPinned: true });
  await choose('Name it…');
  await studio.fill('Name', 'before the jump');
  await studio.click('Save');
  expect(host.checkpoints[0]).toMatchObject({ id: 'early', isPinned: true, name: 'before the jump' });
});

test('a checkpoint that somebody names or pins elsewhere has its mark in this window too', async () => {
  host.runs = [aRun({ state: 'finished' })];
  studio = await mountStudio(host, '/runs/r');
  expect(panelOf('Checkpoints')?.textContent).not.toContain('before the jump');
  host.checkpoints = [{ ...host.checkpoints[0], name: 'before the jump', isPinned: true }, host.checkpoints[1]];
  host.storedChanges.announce(['checkpoints']);
  await settle();
  expect(panelOf('Checkpoints')?.textContent).toContain('before the jump');
  expect(panelOf('Checkpoints')?.querySelector('[aria-label="pinned"]')).not.toBeNull();
});

test('all charts stand over epochs, steps or time together', async () => {
  host.runs = [aRun()];
  studio = await mountStudio(host, '/runs/r');
  const group = [...document.querySelectorAll('[role=group]')].find((each) => each.textContent.includes('Over'));
  const choices = [...(group?.querySelectorAll('button') ?? [])];
  expect(choices.filter((each) => each.getAttribute('aria-pressed') === 'true')).toHaveLength(1);
  const other = choices.find((each) => each.getAttribute('aria-pressed') === 'false');
  other?.click();
  await settle();
  expect(other?.getAttribute('aria-pressed')).toBe('true');
});

test('a run that was deleted elsewhere says so and leads back to the list', async () => {
  studio = await mountStudio(host, '/runs/nowhere');
  await settle();
  expect(studio.text()).toContain('This run is gone');
  await studio.click('Go to Runs');
  expect(router.currentRoute.value.name).toBe('runs');
});

test('checkpoints tell their loss in bits, and the header the perplexities of models of the last tokens', async () => {
  host.runs = [aRun({ state: 'finished', epoch: 2, unitsPerToken: { characters: 1, words: 0.2, bytes: 1 } })];
  host.checkpoints = [aCheckpoint({ id: 'late', validationLoss: Math.LN2 })];
  const models = ([1, 2, 5] as const).map((order) => ({ order, loss: Math.log(40 / order), discounts: [] }));
  host.measurements = { nGrams: { models, trainingTokens: 900, predictions: 99 }, dependency: null, leak: null };
  studio = await mountStudio(host, '/runs/r');
  await expect.poll(() => studio.text()).toContain('40.00 · 20.00 · 8.00');
  expect(panelOf('Checkpoints')?.textContent).toContain('1.000 bits/char');
  const bits = panelOf('Checkpoints')?.querySelector('[title*="per word"]');
  expect(bits?.getAttribute('title')).toBe('1.000 bits per character, 5.000 per word, 1.000 per byte');
});
