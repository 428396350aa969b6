import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { surpriseOf } from '../../../src-renderer/features/playground/surprise.ts';
import type { GenerationUpdate } from '../../../src-main/contract/records.ts';
import { FakeHost } from '../fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../mount-studio.ts';
import { aCheckpoint, aRun } from '../sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

const tokens = (text: string): GenerationUpdate => ({
  type: 'tokens',
  tokens: [...text].map((character, id) => ({
    id,
    text: character,
    probability: 0.2,
    alternatives: [
      { id: 90, text: '\n', probability: 0.5 },
      { id, text: character, probability: 0.2 },
    ],
  })),
});
const end: GenerationUpdate = { type: 'end', end: 'length', tokensPerSecond: 1000, checkpointId: 'c', unknown: [] };

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.runs = [aRun()];
  host.checkpoints = [aCheckpoint(), aCheckpoint({ id: 'c2', step: 200, epoch: 2 })];
  host.updates = [tokens('whale'), tokens('s at sea'), end];
});
afterEach(() => {
  studio.unmount();
  vi.useRealTimers();
});

const written = () => document.querySelector('[role=listbox]')?.textContent.trim() ?? '';
const press = async (init: KeyboardEventInit) => {
  studio.field('Prompt').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
  await settle();
};

test('writes on from the prompt with the chosen settings and checkpoint', async () => {
  studio = await mountStudio(host, '/playground/r?checkpoint=c2');
  await studio.fill('Prompt', 'The ');
  await studio.fill('Characters', '13');
  await studio.click(/^Generate/);
  await expect.poll(written).toBe('The whales at sea');
  expect(host.generated[0]).toMatchObject({ runId: 'r', checkpointId: 'c2', prompt: 'The ', length: 13 });
  expect(studio.text()).toContain('13 characters, 1K a second; length reached.');
});

test('a new seed is drawn for every text, unless the seed is kept', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await studio.click(/^Generate/);
  await studio.fill('Seed', '42');
  await studio.click(/^Generate/);
  await studio.click(/^Generate/);
  const seeds = host.generated.map(({ sampling }) => sampling.seed);
  expect(seeds[0]).not.toBe(seeds[1]);
  expect(seeds.slice(2)).toEqual([42, 42]);
});

test('Ctrl+Enter generates; Enter alone and the Enter of an input method do not', async () => {
  studio = await mountStudio(host, '/playground/r');
  await press({});
  await press({ ctrlKey: true, isComposing: true });
  expect(host.generated).toHaveLength(0);
  await press({ ctrlKey: true });
  await press({ metaKey: true });
  expect(host.generated).toHaveLength(2);
});

test('stop ends the writing and keeps what was written', async () => {
  host.holdGeneration = true;
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await expect.poll(written).toBe('whale');
  await studio.click('Stop');
  expect(studio.button(/^Generate/).disabled).toBe(false);
  expect(written()).toBe('whale');
  expect(document.querySelector('main [role=alert]')).toBeNull();
});

test('an error is shown beside the prompt, which stays', async () => {
  host.refuse.set('playground.generate', 'invalid-checkpoint');
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'The ');
  await studio.click(/^Generate/);
  expect(document.querySelector('main [role=alert]')?.textContent).toContain('The checkpoint is damaged');
  expect(studio.field('Prompt').value).toBe('The ');
});

test('characters that the model does not know are marked while they are typed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'A 猫 and 犬');
  await vi.advanceTimersByTimeAsync(500);
  await settle();
  expect([...document.querySelectorAll('.unknown')].map((element) => element.textContent)).toEqual(['猫', '犬']);
  expect(studio.text()).toContain('This model has never seen 猫 犬');
});

test('a click on a character shows its rivals, the chosen one marked', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await expect.poll(() => document.getElementById('token-2')).not.toBeNull();
  document.getElementById('token-2')?.click();
  await settle();
  const rows = [...document.querySelectorAll('[role=dialog] tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim()),
  );
  expect(rows).toEqual([
    ['↵', '', '50.0%'],
    ['a (chosen)', '', '20.0%'],
  ]);
});

test('the less likely a character was, the stronger its tint', () => {
  const levels = [1, 0.3, 0.29, 0.05, 0.02, 0.005, 0.0001, 0].map(surpriseOf);
  expect(levels).toEqual([0, 0, 1, 2, 3, 4, 5, 5]);
});
