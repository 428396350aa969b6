import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aDataset } from '../../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] });
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset()];
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('By hand');
  await wait();
});
afterEach(() => {
  studio.unmount();
  vi.useRealTimers();
});

async function wait(): Promise<void> {
  for (let n = 0; n < 3; n++) {
    await vi.advanceTimersByTimeAsync(500);
    await settle();
  }
}

async function give(name: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('[aria-labelledby=vectors-title] input[type=file]');
  if (input === null) throw new Error('There is no field for word vectors.');
  Object.defineProperty(input, 'files', { value: [new File(['the 1 2 3\n'], name)], configurable: true });
  input.dispatchEvent(new Event('change'));
  await wait();
}

test('a network without an embedding asks for no word vectors', () => {
  expect(studio.text()).not.toContain('Word vectors from a file');
});

test('a preset with an embedding begins with the vectors of a file, frozen where a person wants that', async () => {
  await studio.click('Word by word');
  await wait();
  await give('glove.txt');
  expect(studio.text()).toMatch(/of the text has a vector: 90 of \d+ words, 50 numbers each/);
  document.querySelector<HTMLInputElement>('[aria-labelledby=vectors-title] input[type=checkbox]')?.click();
  await settle();
  await studio.click('Start training');
  expect(host.started).toHaveLength(1);
  expect(host.started[0]).toMatchObject({ presetId: 'word-lm', vectors: { trainable: false, keepFile: false } });
});

test('a file that holds no vectors keeps the training from starting without them in silence', async () => {
  await studio.click('Word by word');
  await wait();
  host.refuse.set('models.vectorCoverage', 'invalid-data');
  await give('novel.txt');
  expect(studio.button('Start training').disabled).toBe(true);
  await studio.click('Begin without vectors');
  await settle();
  expect(studio.button('Start training').disabled).toBe(false);
  await studio.click('Start training');
  expect(host.started[0]).not.toHaveProperty('vectors');
});
