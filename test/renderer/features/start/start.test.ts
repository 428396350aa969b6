import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { language } from '../../../../src-renderer/locales/language.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aRun } from '../../studio/sample-records.ts';

/** The machine may be busy. */
const patience = { timeout: 60_000 };

let host: FakeHost;
let studio: MountedStudio | undefined;

const network = (id: string, task: 'language-model' | 'classification', ofLanguage: string) => ({
  ...{ id, task, language: ofLanguage, sampleId: 'moby-dick', parameterCount: 243_273 },
  ...{ runId: null, isRemoved: false },
});
const names = () => [...document.querySelectorAll('article h3')].map((each) => each.textContent);

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.networks = [
    network('moby-dick-writer', 'language-model', 'en'),
    network('japanese-writer', 'language-model', 'ja'),
    network('first-names-classifier', 'classification', 'en'),
  ];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

test('is where the studio opens, and one button trains on a text for a minute, as the recipes choose, and shows it', async () => {
  studio = await mountStudio(host, '/');
  expect(router.currentRoute.value.path).toBe('/start');
  await studio.click('Watch a network learn');
  await settle();
  expect(host.recommended).toMatchObject([{ budget: { kind: 'time', seconds: 60 }, presetId: null }]);
  expect(host.started).toMatchObject([{ name: 'Moby Dick, one minute', train: { maxSteps: 120, batchSize: 16 } }]);
  expect(host.started[0]?.model?.task).toBe('language-model');
  // The page of the run is loaded when it is needed first.
  await vi.waitFor(
    () => expect(router.currentRoute.value).toMatchObject({ name: 'run', params: { runId: 'new' } }),
    patience,
  );
});

test('a network that came along writes where it stands, begins with those of the language, and can be taken away and back', async () => {
  host.updates = [
    { type: 'tokens', tokens: [{ id: 1, text: 'Ishmael', probability: 0.5, alternatives: [] }] },
    { type: 'end', end: 'length', tokensPerSecond: 100, checkpointId: 'c', unknown: [] },
  ];
  studio = await mountStudio(host, '/start');
  expect(names()).toEqual(['Moby Dick, a writer', 'First names, a classifier', 'Small scenes, a writer in Japanese']);
  await studio.click('Let it write: Moby Dick, a writer');
  expect(host.generated).toMatchObject([{ runId: 'moby-dick-writer', prompt: 'Call me ' }]);
  expect(studio.text()).toContain('Call me Ishmael');
  language.value = 'ja';
  await vi.waitFor(() => expect(names()[0]).toBe('Small scenes, a writer in Japanese'), patience);
  language.value = 'en';

  host.networks = host.networks.map((each) => ({ ...each, isRemoved: each.id === 'japanese-writer' }));
  studio.unmount();
  studio = await mountStudio(host, '/start');
  expect(names()).toEqual(['Moby Dick, a writer', 'First names, a classifier']);
  await studio.click('Bring back');
  expect(names()).toHaveLength(3);
});

test('playground and insight begin with a network that came along where nothing has been trained, and never beside one’s own', async () => {
  studio = await mountStudio(host, '/playground');
  expect(studio.text()).toContain('Moby Dick, a writer');
  expect(host.runs.map(({ bundledNetwork }) => bundledNetwork)).toEqual(['moby-dick-writer']);
  await router.push('/runs');
  await settle();
  expect(studio.text()).toContain('No runs yet');
  studio.unmount();
  host.runs = [...host.runs, aRun({ id: 'own', name: 'My own run', createdAt: 1 })];
  studio = await mountStudio(host, '/playground');
  expect(document.querySelector('h1')?.parentElement?.textContent).toContain('My own run');
});

test('what was begun last is there, but no network that came along', async () => {
  host.runs = [
    aRun({ id: 'own', name: 'My own run', state: 'finished', bestValidationLoss: 1.5 }),
    aRun({ id: 'b', name: 'Brought along', bundledNetwork: 'moby-dick-writer' }),
  ];
  studio = await mountStudio(host, '/start');
  const recent = document.querySelector('section[aria-labelledby="recent-title"]');
  expect(recent?.textContent).toContain('My own run');
  expect(recent?.textContent).toContain('best 1.500');
  expect(recent?.textContent).not.toContain('Brought along');
});
