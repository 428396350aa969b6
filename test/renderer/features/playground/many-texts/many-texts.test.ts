import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GenerateManyUpdate } from '../../../../../src-main/contract/writing/generate-many-records.ts';
import { rankTexts } from '../../../../../src-renderer/features/playground/many-texts/ranked-texts.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aCheckpoint, aRun } from '../../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

const change = (kept: number, text: string, tokens: number, loss: number) => ({
  kept,
  text,
  tokens,
  logProbability: -loss * tokens,
  end: 'length' as const,
});
const changes = (...continuations: ReturnType<typeof change>[]): GenerateManyUpdate => ({
  type: 'continuations',
  continuations,
});
const end: GenerateManyUpdate = { type: 'end', tokensPerSecond: 1000, checkpointId: 'c', unknown: [] };

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.runs = [aRun()];
  host.checkpoints = [aCheckpoint()];
  host.manyUpdates = [
    changes(change(0, 'crow', 4, 1), change(0, 'foy', 3, 1)),
    changes(change(4, ' flew', 9, Math.log(3)), change(2, 'x', 3, Math.log(2))),
    end,
  ];
});
afterEach(() => studio.unmount());

const cards = () =>
  [...document.querySelectorAll('article')].map((card) => ({
    name: card.querySelector('h3')?.textContent.trim(),
    note: card.querySelector('header p')?.textContent.replaceAll(/\s+/g, ' ').trim(),
    text: [...card.children].at(-1)?.textContent.trim(),
  }));

async function writeMany(way: 'many' | 'beams'): Promise<void> {
  studio = await mountStudio(host, '/playground/r?checkpoint=c');
  await studio.fill('Prompt', 'The ');
  await studio.fill('Write', way);
  await studio.fill(way === 'many' ? 'Texts' : 'Beams', '2');
  await studio.fill('Characters', '9');
  await studio.click(/^Generate/);
}

test('several texts are written at once from one seed, and can be put in order of their perplexity', async () => {
  await writeMany('many');
  const written = [
    { name: 'Text 1', note: 'perplexity 3.00', text: 'The crow flew' },
    { name: 'Text 2', note: 'perplexity 2.00', text: 'The fox' },
  ];
  await expect.poll(cards).toEqual(written);
  expect(host.generatedMany).toMatchObject([
    { runId: 'r', checkpointId: 'c', prompt: 'The ', length: 9, way: { way: 'sample', count: 2 } },
  ]);
  expect(studio.text()).toContain('2 texts, 1K characters a second.');
  await studio.fill('Order', 'likeliest');
  expect(cards()).toEqual(written.toReversed());
  await studio.fill('Order', 'boldest');
  expect(cards()).toEqual(written);
});

test('rounded weights write several texts too, and it is said that these come no faster', async () => {
  localStorage.setItem('kioku.playground.weights', '"bf16"');
  await writeMany('many');
  await expect.poll(() => studio.text()).toContain('2 texts, 1K characters a second.');
  await studio.fill('Write', 'beams');
  expect(studio.text()).toContain('Texts that are written at once share each weight');
  await studio.click(/^Generate/);
  await expect
    .poll(() => host.generatedMany.map(({ way, weights }) => [way.way, weights]))
    .toEqual([
      ['sample', 'bf16'],
      ['beams', 'bf16'],
    ]);
});

test('a beam search is told nothing of chance, and its texts are ranked with what the first has not marked', async () => {
  await writeMany('beams');
  await expect.poll(cards).toEqual([
    { name: 'Rank 1', note: 'perplexity 3.00 · ln p −1.099 per character', text: 'The crow flew' },
    { name: 'Rank 2', note: 'perplexity 2.00 · ln p −0.693 per character', text: 'The fox' },
  ]);
  expect(host.generatedMany[0]?.way).toEqual({ way: 'beams', beams: 2, stopStrings: [] });
  expect([...document.querySelectorAll('article mark')].map((mark) => mark.textContent)).toEqual(['fox']);
  expect(() => studio.field('Seed')).toThrow();
  expect(studio.text()).toContain('it tends to repeat itself');
});

test('one of several becomes the text to work with, and the model goes on from it', async () => {
  await writeMany('many');
  await expect.poll(() => cards().length).toBe(2);
  host.updates = [
    { type: 'tokens', tokens: [{ id: 0, text: '!', probability: 1, alternatives: [] }] },
    { type: 'end', end: 'length', tokensPerSecond: 1, checkpointId: 'c', unknown: [] },
  ];
  await studio.click('Go on from this one: Text 2');
  await settle();
  const text = document.querySelector('[role=listbox]');
  await expect.poll(() => text?.textContent.trim()).toBe('The fox!');
  expect(document.activeElement).toBe(text);
  const [{ sampling, ...asked }] = host.generated as [(typeof host.generated)[number]];
  expect(asked).toMatchObject({ prompt: 'The fox', length: 9 });
  const { way } = host.generatedMany[0]!;
  expect(way.way === 'sample' && sampling.seed - way.sampling.seed).toBe(3);
});

test('stop keeps what is there; an error is told; what is asked wrongly is not asked', async () => {
  host.holdGeneration = true;
  await writeMany('many');
  await expect.poll(() => cards().map(({ text }) => text)).toEqual(['The crow', 'The foy']);
  expect(studio.text()).toContain('Writing… 4 of 9 characters each');
  await studio.click('Stop');
  expect(cards().map(({ text }) => text)).toEqual(['The crow', 'The foy']);
  expect(document.querySelector('main [role=alert]')).toBeNull();

  host.refuse.set('playground.generateMany', 'out-of-memory');
  await studio.click(/^Generate/);
  expect(document.querySelector('main [role=alert]')?.textContent).toContain('write fewer texts at once');

  await studio.fill('Texts', '65');
  expect(studio.button(/^Generate/).disabled).toBe(true);
  await studio.fill('Write', 'beams');
  await studio.fill('Characters', '2001');
  expect(studio.button(/^Generate/).disabled).toBe(true);
});

test('what was written at once is kept with the run, and comes back with its way and its number', async () => {
  await writeMany('beams');
  await expect.poll(() => studio.text()).toContain('1 text before');
  await studio.fill('Beams', '7');
  await studio.fill('Write', 'single');
  await studio.fill('Prompt', 'A ');
  await studio.click(/^The crow flew/);
  expect(studio.field('Write').value).toBe('beams');
  expect(studio.field('Beams').value).toBe('2');
  expect(studio.field('Prompt').value).toBe('The ');
});

test('texts are ranked by what the model hesitated over a token, not by their length', () => {
  const texts = [
    { text: 'long', tokens: 4, logProbability: -4, end: null },
    { text: 'b', tokens: 1, logProbability: -3, end: null },
    { text: '', tokens: 0, logProbability: 0, end: null },
  ];
  expect(rankTexts(texts, 'written').map(({ number, perplexity }) => [number, perplexity])).toEqual([
    [1, Math.exp(1)],
    [2, Math.exp(3)],
    [3, null],
  ]);
  expect(rankTexts(texts, 'boldest').map(({ number }) => number)).toEqual([2, 1, 3]);
});
