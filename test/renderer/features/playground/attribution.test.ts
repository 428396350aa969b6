import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AttributionInput } from '../../../../src-main/contract/insight/attribution-records.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;
let asked: AttributionInput[];

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.runs = [aRun()];
  host.checkpoints = [aCheckpoint()];
  const tokens = [...'whale'].map((text, n) => ({ id: 10 + n, text, probability: 0.2, alternatives: [] }));
  host.updates = [
    { type: 'tokens', tokens },
    { type: 'end', end: 'length', tokensPerSecond: 1000, checkpointId: 'c', unknown: [] },
  ];
  asked = [];
  host.attribution = (input) => {
    asked.push(input);
    const texts = [...input.text, ...tokens.slice(0, input.written.length).map(({ text }) => text)];
    return {
      step: 100,
      pieces: texts.map((text, n) => ({ text, tokens: 1, contribution: n === 0 ? null : n % 2 === 0 ? 0.5 : -1.25 })),
      position: texts.length,
      output: { id: Number(input.output), name: 'l', endsDocument: false },
      logit: 3.2,
      probability: 0.25,
      outputs: null,
    };
  };
});
afterEach(() => studio.unmount());

const panel = () => document.querySelector('section[aria-label^="Why"]');
const options = () => [...(panel()?.querySelectorAll('[role=option]') ?? [])];
const told = () => panel()?.querySelector('[role=status]')?.textContent;

test('a token that was written is explained by all that was read before it, in colour, underlines and numbers', async () => {
  studio = await mountStudio(host, '/playground/r');
  await studio.fill('Prompt', 'The ');
  await studio.click(/^Generate/);
  await expect.poll(() => document.getElementById('token-3')).not.toBeNull();
  document.getElementById('token-3')?.click();
  await settle();
  await studio.click('Why this token?');
  // It asks by the ids of the tokens, which a text could be cut into otherwise.
  expect(asked).toEqual([
    {
      ...{ runId: 'r', checkpointId: null, live: false, weights: 'float32' },
      text: 'The ',
      written: [10, 11, 12],
      position: null,
      output: 13,
    },
  ]);
  expect(panel()?.getAttribute('aria-label')).toBe('Why “l”?');
  expect(panel()?.textContent).toContain('probability 25.0%, score +3.2');
  expect(options().map((option) => option.getAttribute('aria-label'))).toEqual([
    'T: read, but too far back to be computed',
    'h: −1.3, lowers the score',
    'e: +0.5, raises the score',
    '␣: −1.3, lowers the score',
    'w: +0.5, raises the score',
    'h: −1.3, lowers the score',
    'a: +0.5, raises the score',
  ]);
  expect(options()[1]?.className).toContain('decoration-dotted');
  expect(options()[2]?.className).not.toContain('decoration-dotted');
  const rows = [...(panel()?.querySelectorAll('tbody tr') ?? [])].map(({ textContent }) => textContent);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toBe('h2−1.3');

  const list = panel()?.querySelector('[role=listbox]');
  for (const key of ['End', 'ArrowLeft']) {
    list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await settle();
  }
  expect(told()).toBe('“h”: −1.3, lowers the score');

  await studio.click('Close the explanation');
  expect(panel()).toBeNull();
});

test('a token is explained by the weights that wrote it, whatever is chosen for the next text', async () => {
  studio = await mountStudio(host, '/playground/r');
  const ask = async () => {
    await expect.poll(() => document.getElementById('token-3')).not.toBeNull();
    document.getElementById('token-3')?.click();
    await settle();
    await studio.click('Why this token?');
    return asked.at(-1)?.weights;
  };
  await studio.fill('Weights', 'bf16');
  await studio.click(/^Generate/);
  await studio.fill('Weights', 'float32');
  expect(await ask()).toBe('bf16');
  await studio.click(/^Generate/);
  expect(await ask()).toBe('float32');
  await studio.click('Undo');
  expect(await ask()).toBe('bf16');
});

test('a class is explained below its sentence, and another one by choice', async () => {
  const classes = ['female', 'male'];
  const model = aRun().model;
  host.runs = [aRun({ model: { ...model, task: 'classification' } })];
  host.classify = ({ texts }) => ({ step: 100, classes, probabilities: texts.map(() => [0.8, 0.2]) });
  const explain = host.attribution;
  host.attribution = (input) => {
    const id = typeof input.output === 'number' ? input.output : 0;
    const output = { id, name: classes[id] ?? '', endsDocument: false };
    return { ...explain(input), position: null, output, outputs: classes };
  };
  studio = await mountStudio(host, '/playground/r');
  const field = document.querySelector('textarea');
  if (field === null) throw new Error('There is no field for sentences.');
  field.value = 'Anna\nBob';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await expect
    .poll(() => [...document.querySelectorAll('button')].filter((b) => /Why this class/.test(b.textContent)).length)
    .toBe(2);
  await studio.click('Why this class?');
  expect(asked).toMatchObject([{ text: 'Anna', written: [], position: null, output: null }]);
  expect(panel()?.getAttribute('aria-label')).toBe('Why “female”?');

  await studio.fill('Explain', '1');
  expect(asked.at(-1)).toMatchObject({ text: 'Anna', output: 1 });
  expect(panel()?.getAttribute('aria-label')).toBe('Why “male”?');
});
