import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GenerationUpdate } from '../../../../src-main/contract/writing/writing-records.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

const text = 'to be or not to be: so said he';
const updates: GenerationUpdate[] = [
  {
    type: 'tokens',
    tokens: [...text].map((character, id) => ({ id, text: character, probability: 0.5, alternatives: [] })),
  },
  { type: 'end', end: 'length', tokensPerSecond: 1000, checkpointId: 'c', unknown: [] },
];

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.runs = [aRun()];
  host.checkpoints = [aCheckpoint()];
  host.updates = updates;
});
afterEach(() => studio.unmount());

const marked = () => [...document.querySelectorAll('.token.copied')].map((token) => token.textContent).join('');
const switchOf = () => studio.field('Mark what is copied') as HTMLInputElement;

test('what is written is compared with the training text, and the passages that are copied are marked, unless the person does not want it', async () => {
  const asked: string[] = [];
  host.copiesOf = (texts) => {
    asked.push(...texts);
    return {
      texts: [{ tokens: 30, share: 0.25, longest: 20, passages: [{ from: 0, to: 18 }] }],
      written: { share: 0.25, longest: 20, usualLongest: 20 },
      heldOut: { share: 0.01, longest: 9, usualLongest: 8 },
      recites: true,
    };
  };
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await expect.poll(marked).toBe('to be or not to be');
  expect(asked).toEqual([text]);
  expect(studio.text()).toContain('25.0% of all passages of 20 tokens, the longest 20 tokens');
  expect(studio.text()).toContain('held-out text, by chance: 1.0% of all passages of 20 tokens, the longest 9 tokens');
  expect(studio.text()).toContain('The network recites.');

  switchOf().click();
  await settle();
  expect(marked()).toBe('');
  await studio.click(/^Generate/);
  await settle();
  expect(asked).toHaveLength(1);
});

test('a run that came without its text says that nothing can be compared', async () => {
  host.refuse.set('measurements.copies', 'dataset-missing');
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await expect.poll(() => studio.text()).toContain('came without the text that it was trained on');
  expect(marked()).toBe('');
});
