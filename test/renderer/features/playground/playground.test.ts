import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { markChanges } from '../../../../src-renderer/features/playground/many-texts/mark-changes.ts';
import { parseStopTexts } from '../../../../src-renderer/domain/sampling/sampling.ts';
import { createWritingRate } from '../../../../src-renderer/domain/writing/writing-rate.ts';
import { tokensCsv } from '../../../../src-renderer/domain/writing/tokens-csv.ts';
import { surpriseOf } from '../../../../src-renderer/domain/writing/surprise.ts';
import type { GenerationUpdate } from '../../../../src-main/contract/writing/writing-records.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aRun } from '../../studio/sample-records.ts';

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
  // Safari has ended the composition by then and tells of it by the code alone.
  await press({ ctrlKey: true, keyCode: 229 });
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

test('a text goes on being written while its page is away, and is there when the person comes back', async () => {
  host.holdGeneration = true;
  host.runs = [aRun(), aRun({ id: 'other' })];
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await expect.poll(written).toBe('whale');

  await router.push('/settings');
  await settle();
  expect(document.querySelector('[role=listbox]')).toBeNull();
  host.letGenerationsGo();
  await router.push('/playground/other');
  await settle();
  expect(written()).toBe('');
  await router.push('/playground/r');
  await settle();
  await expect.poll(written).toBe('whales at sea');
  expect(studio.text()).toContain('13 characters, 1K a second; length reached.');
  expect(host.generated).toHaveLength(1);
});

test('the scrubber under the text writes it again from another moment of the training, with the same seed', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'The ');
  await studio.click(/^Generate/);
  await expect.poll(written).toBe('The whales at sea');
  await studio.click('Later checkpoint');
  await expect.poll(() => host.generated.length).toBe(2);
  const [first, again] = host.generated;
  expect(again).toMatchObject({ checkpointId: 'c2', prompt: 'The ', sampling: { seed: first?.sampling.seed } });
  expect(router.currentRoute.value.query['checkpoint']).toBe('c2');
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
  const cut = document.querySelector('[aria-label="What the model reads"]');
  expect([...(cut?.children ?? [])].map((token) => token.textContent.trim()).join(' ')).toBe(
    'A ␣ 猫 (unknown) ␣ a n d ␣ 犬 (unknown)',
  );
  expect(cut?.querySelectorAll('s')).toHaveLength(2);
  expect(studio.text()).toContain('9 tokens');
});

test('the network is made ready when it is chosen, and again when it is another checkpoint or other weights', async () => {
  studio = await mountStudio(host, '/playground/r');
  const network = { runId: 'r', checkpointId: null, weights: 'float32' };
  expect(host.prepared).toEqual([network]);
  await studio.fill('Checkpoint', 'c2');
  await expect.poll(() => host.prepared.at(-1)).toEqual({ ...network, checkpointId: 'c2' });
  await studio.fill('Weights', 'bf16');
  await expect.poll(() => host.prepared.at(-1)).toEqual({ ...network, checkpointId: 'c2', weights: 'bf16' });
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

const pressed = async (name: string | RegExp) => {
  await studio.click(name);
  await settle();
};

test('another token is taken, and the text goes on from there; undo brings the old one back', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'The ');
  await studio.click(/^Generate/);
  await expect.poll(written).toBe('The whales at sea');
  document.getElementById('token-2')?.click();
  await settle();
  host.updates = [tokens('eel'), end];
  await pressed('Take ↵ instead');
  await expect.poll(written).toBe('The wh\neel');
  expect(host.generated[1]).toMatchObject({ prompt: 'The wh\n', length: 10 });
  await pressed('Undo');
  expect(written()).toBe('The whales at sea');
  expect(studio.button('Undo').disabled).toBe(true);
});

test('continuing keeps what is there and asks for more of it with other chance', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Seed', '7');
  await studio.click(/^Generate/);
  await expect.poll(written).toBe('whales at sea');
  host.updates = [tokens(' again'), end];
  await pressed('Continue');
  await expect.poll(written).toBe('whales at sea again');
  expect(host.generated[1]).toMatchObject({ prompt: 'whales at sea', sampling: { seed: 20 } });
});

test('several temperatures write from one prompt and one seed', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Write', 'temperatures');
  await studio.fill('Temperatures', '0.5, 1');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated.length).toBe(2);
  const samplings = host.generated.map(({ sampling }) => sampling);
  expect(samplings.map(({ temperature }) => temperature)).toEqual([0.5, 1]);
  expect(samplings[0]?.seed).toBe(samplings[1]?.seed);
  await expect
    .poll(() => [...document.querySelectorAll('article')].map((article) => article.textContent))
    .toEqual(['T 0.5whales at sea', 'T 1whales at sea']);
});

test('time travel writes through all checkpoints, oldest first, and marks what the one before did not write', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Write', 'travel');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated.map(({ checkpointId }) => checkpointId)).toEqual(['c', 'c2']);
  await expect
    .poll(() => [...document.querySelectorAll('article p')].map((text) => text.textContent))
    .toEqual(['whales at sea', 'whales at sea']);
  expect(document.querySelectorAll('article mark')).toHaveLength(0);
});

test('two checkpoints of one run that write side by side are told apart', async () => {
  studio = await mountStudio(host, '/playground/r?checkpoint=c2');
  await studio.fill('Write', 'beside');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated.map(({ checkpointId }) => checkpointId)).toEqual(['c2', 'c']);
  const headings = [...document.querySelectorAll('article h3')].map((heading) => heading.textContent);
  expect(headings).toEqual([`${aRun().name} · Epoch 2 · step 200`, `${aRun().name} · Epoch 1 · step 100`]);
  await studio.fill('Write', 'single');
  await pressed(/Two models side by side/);
  expect(studio.field('Write').value).toBe('beside');
});

test('side by side, the second model is one that can read the prompt, and is never given one that it cannot', async () => {
  host.runs = [
    aRun({ id: 'r', name: 'Whale' }),
    aRun({ id: 'neko', name: 'Neko', datasetId: 'e' }),
    aRun({ id: 'fox', name: 'Fox', datasetId: 'f' }),
  ];
  host.canRead = (runId, character) => (/[ぁ-ん]/.test(character) ? runId === 'neko' : runId !== 'neko');
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Write', 'beside');
  await studio.fill('Prompt', 'The ');
  const other = () => document.querySelector<HTMLSelectElement>('[role=group][aria-label="The other model"] select');
  await expect.poll(() => other()?.value).toBe('fox');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated.map(({ runId }) => runId)).toEqual(['r', 'fox']);

  const select = other();
  if (select === null) throw new Error('There is no choice of the other model.');
  select.value = 'neko';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  await studio.click(/^Generate/);
  await expect.poll(() => studio.text()).toContain('It was not asked: this model has never seen T h e ␣');
  expect(host.generated.map(({ runId }) => runId)).toEqual(['r', 'fox', 'r']);
});

test('side by side, both models skip what neither of them can read', async () => {
  host.runs = [aRun({ id: 'r', name: 'Whale' }), aRun({ id: 'fox', name: 'Fox', datasetId: 'f' })];
  host.canRead = (_, character) => character !== '☃';
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Write', 'beside');
  await studio.fill('Prompt', 'The ☃');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated.map(({ runId }) => runId)).toEqual(['r', 'fox']);
});

test('what was written is kept with the run, and its prompt, temperature and seed come back', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'The ');
  await studio.fill('Seed', '42');
  await studio.click(/^Generate/);
  await expect.poll(() => studio.text()).toContain('1 text before');
  await studio.fill('Prompt', 'A ');
  await studio.fill('Seed', '3');
  await pressed(/^The whales at sea/);
  expect(studio.field('Prompt').value).toBe('The ');
  expect(studio.field('Seed').value).toBe('42');
});

test('rounded weights write where a person asks for them, which the text and its history say; they are remembered', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.click(/^Generate/);
  await expect.poll(() => studio.text()).toContain('1 text before');
  const heading = () => document.querySelector('[aria-labelledby=generated-title] header')?.textContent;
  expect(heading()).not.toContain('bf16');
  await studio.fill('Weights', 'bf16');
  expect(studio.text()).toContain('one text came twice as fast');
  await studio.fill('Seed', '42');
  await studio.click(/^Generate/);
  await expect.poll(() => studio.text()).toContain('2 texts before');
  expect(host.generated.map(({ weights }) => weights)).toEqual(['float32', 'bf16']);
  expect(heading()).toContain('bf16');
  expect(studio.text()).toContain('T 0.8 · 42 · bf16 · ');

  studio.unmount();
  studio = await mountStudio(host, '/playground/r');
  expect(studio.field('Weights').value).toBe('bf16');
  await studio.fill('Write', 'temperatures');
  await studio.fill('Temperatures', '0.5, 1');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated.slice(2).map(({ weights }) => weights)).toEqual(['bf16', 'bf16']);
});

test('a text of before comes back with the weights that wrote it: its own where it is older than the choice', async () => {
  const { id } = aRun();
  const controls = { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 64 };
  const older = { prompt: 'Old ', controls: { ...controls, stopTexts: '', length: 9, seed: 3, keepSeed: true } };
  const history = [{ ...older, beginning: 'whale', at: 0 }];
  localStorage.setItem(`kioku.playground.history.${id}`, JSON.stringify(history));
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'The ');
  await studio.fill('Weights', 'bf16');
  await studio.click(/^Generate/);
  await expect.poll(() => studio.text()).toContain('2 texts before');
  await pressed(/^Old whale/);
  expect(studio.field('Weights').value).toBe('float32');
  await pressed(/^The whales at sea/);
  expect(studio.field('Weights').value).toBe('bf16');
});

test('a preset sets the controls, and a control set by hand leaves it', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Preset', 'careful');
  await studio.click(/^Generate/);
  await expect.poll(() => host.generated[0]?.sampling).toMatchObject({ temperature: 0.5, topP: 0.9 });
  await studio.fill('Top-k', '5');
  expect(studio.field('Preset').value).toBe('byHand');
});

test('tokens are saved with their probabilities and rivals, also those that a table would take for its own signs', () => {
  const [row] = [{ id: 1, text: '"', probability: 0.25, alternatives: [{ id: 2, text: '\n', probability: 0.5 }] }];
  expect(tokensCsv([row])).toBe('place,token,probability,rival 1,probability 1\r\n1,"""",0.25,"\n",0.5\r\n');
});

test('the speed of a text is that of what came after its first message', () => {
  let now = 1000;
  const rateOf = createWritingRate(() => now);
  expect(rateOf(1)).toBeNull();
  now = 1500;
  expect(rateOf(101)).toBe(200);
});

test.each([
  ['', []],
  ['END', ['END']],
  ['\\n\\n, "', ['\n\n', ' "']],
  ['a\\,b,c', ['a,b', 'c']],
])('stop texts typed as %j are %j', (typed, texts) => {
  expect(parseStopTexts(typed)).toEqual(texts);
});

test('words that the earlier text did not have are marked, and no others', () => {
  const marked = (before: string, after: string) =>
    markChanges(before, after).map(({ text, changed }) => (changed ? `[${text}]` : text));
  expect(marked('the crow told the fox', 'the crow saw the fox')).toEqual(['the crow ', '[saw ]', 'the fox']);
  expect(marked('', 'new')).toEqual(['[new]']);
  expect(marked('same text', 'same text')).toEqual(['same text']);
  expect(marked('a b c', 'c')).toEqual(['c']);
});

test('where words are not told by blanks, characters are marked and not whole sentences', () => {
  const marked = (before: string, after: string) =>
    markChanges(before, after).map(({ text, changed }) => (changed ? `[${text}]` : text));
  expect(marked('吾輩は猫である。名前はない。', '吾輩は犬である。名前はある。')).toEqual([
    '吾輩は',
    '[犬]',
    'である。名前は',
    '[ある]',
    '。',
  ]);
  expect(marked('これは LSTM です', 'これは GRU です')).toEqual(['これは ', '[GRU ]', 'です']);
  expect(marked('「か\u3099」', '「か」')).toEqual(['「', '[か]', '」']);
});

test('the less likely a character was, the stronger its tint', () => {
  const levels = [1, 0.3, 0.29, 0.05, 0.02, 0.005, 0.0001, 0].map(surpriseOf);
  expect(levels).toEqual([0, 0, 1, 2, 3, 4, 5, 5]);
});
