import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ActivationsInput, CounterfactualInput } from '../../../../src-main/contract/insight-records.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;
let asked: ActivationsInput[];
let held: CounterfactualInput[];

/** One value of one unit, at every token. */
const constantly = (value: number, tokens: number) => new Blob([new Float32Array(tokens).fill(value)]);
const variables = ['input-gate', 'forget-gate', 'output-gate', 'candidate', 'cell-state', 'hidden-state'] as const;

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [aRun({ checkpointCount: 2 })];
  host.checkpoints = [aCheckpoint({ id: 'early', step: 50 }), aCheckpoint({ id: 'late', step: 100, epoch: 2 })];
  asked = [];
  held = [];
  host.activations = (input) => {
    asked.push(input);
    const tokens = [...(input.text ?? '')];
    const values = variables.map((variable) => ({ variable, values: constantly(0.25, tokens.length) }));
    return { step: 100, tokens, loops: [{ loop: input.loop ?? '', units: 1, variables: values }] };
  };
  host.counterfactual = (input) => {
    held.push(input);
    const tokens = [...input.text];
    const places = tokens.slice(1).map(() => 1);
    return { step: 100, tokens, losses: places, clampedLosses: places.map(() => 1.5) };
  };
});
afterEach(() => studio.unmount());

test('the newest network reads how its own text begins, until another text is pinned', async () => {
  studio = await mountStudio(host, '/insight/r');
  await settle();
  expect(asked.at(-1)).toMatchObject({ runId: 'r', checkpointId: 'late', text: 'Call me Ishmael.' });
  const field = document.querySelector('textarea');
  if (field === null) throw new Error('There is no field for the text.');
  field.value = 'whale';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(asked.at(-1)?.text).toBe('Call me Ishmael.');
  await studio.click('Pin');
  await settle();
  expect(asked.at(-1)?.text).toBe('whale');
});

test('nothing is typed into a text that has yet to come', async () => {
  const { promise, resolve } = Promise.withResolvers<{ text: string }>();
  host.preview = () => promise;
  studio = await mountStudio(host, '/insight/r');
  const field = document.querySelector('textarea');
  expect(field).toMatchObject({ value: '', readOnly: true });
  resolve({ text: 'Call me Ishmael.' });
  await settle();
  expect(field).toMatchObject({ value: 'Call me Ishmael.', readOnly: false });
});

test('while the engine is busy the page says that it waits, since when and why, and is never blank', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { activations } = host;
  host.activations = async (input) => {
    await promise;
    return activations(input);
  };
  host.runs = [aRun({ state: 'running', checkpointCount: 2 })];
  studio = await mountStudio(host, '/insight/r');
  await settle();
  const waiting = () => [...document.querySelectorAll('main [role=status]')].map(({ textContent }) => textContent);
  expect(waiting().join()).toContain('Waiting for the engine…');
  expect(waiting().join()).not.toMatch(/\d s/);
  await vi.advanceTimersByTimeAsync(5000);
  expect(waiting().join()).toMatch(/5 s so far\. The engine trains this network/);
  vi.useRealTimers();
  resolve(undefined);
  await settle();
  expect(waiting().join()).not.toContain('Waiting for the engine');
  expect(asked.at(-1)).toMatchObject({ runId: 'r' });
});

test('an earlier checkpoint is looked into as well', async () => {
  studio = await mountStudio(host, '/insight/r');
  await settle();
  const thumb = document.querySelector<HTMLElement>('[role=slider]');
  thumb?.focus();
  thumb?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
  await settle();
  expect(asked.at(-1)?.checkpointId).toBe('early');
});

test('a gate that is held shut says what that costs, on the text that all panels share', async () => {
  studio = await mountStudio(host, '/insight/r?panel=whatif');
  await settle();
  expect(held.at(-1)).toMatchObject({ text: 'Call me Ishmael.', clamps: [{ variable: 'forget-gate', value: 0 }] });
  // The perplexities of 1 and of 1.5 nats.
  expect(studio.text()).toContain('Untouched2.72');
  expect(studio.text()).toContain('Held4.48');
});

test('another run is looked into with the panel that is open', async () => {
  host.runs = [...host.runs, aRun({ id: 'other', name: 'Another' })];
  studio = await mountStudio(host, '/insight/r?panel=whatif');
  await settle();
  const select = [...document.querySelectorAll('select')].find((each) => each.textContent.includes('Another'));
  if (select === undefined) throw new Error('There is no choice of the run.');
  select.value = 'other';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  expect(router.currentRoute.value).toMatchObject({ params: { runId: 'other' }, query: { panel: 'whatif' } });
  expect(held.at(-1)?.runId).toBe('other');
});

test('a network of numbers has no panel that asks about characters', async () => {
  const { model } = aRun();
  host.runs = [aRun({ model: { ...model, task: 'regression', input: { kind: 'features', size: 3 } } })];
  studio = await mountStudio(host, '/insight/r?panel=flow');
  await settle();
  const tabs = [...document.querySelectorAll('nav[aria-label="Insight"] a')].map((each) => each.textContent.trim());
  expect(tabs).toHaveLength(3);
});
