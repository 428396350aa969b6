import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { connect } from '../../../src-renderer/client/connection/connect.ts';
import { provideStudio } from '../../../src-renderer/client/studio.ts';
import RunActions from '../../../src-renderer/features/dashboard/header/RunActions.vue';
import { language } from '../../../src-renderer/locales/language.ts';
import { router } from '../../../src-renderer/shell/router.ts';
import { FakeHost } from '../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../studio/mount-studio.ts';
import { aCheckpoint, aRun } from '../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;
let isOpen = false;

beforeEach(() => {
  localStorage.clear();
  language.value = 'en';
  host = new FakeHost();
});
afterEach(() => {
  if (isOpen) studio.unmount();
  isOpen = false;
});

async function open(address: string): Promise<void> {
  if (isOpen) studio.unmount();
  studio = await mountStudio(host, address);
  isOpen = true;
}

const writer = aRun().model;
const features = { kind: 'features' as const, size: 2 };
const models: Record<string, ModelSpec> = {
  writer,
  classifier: { ...writer, task: 'classification' },
  sequences: { ...writer, task: 'classification', input: features },
  tagger: { ...writer, task: 'tagging' },
  forecaster: { ...writer, task: 'regression', input: features },
};
const runOf = (kind: string) => aRun({ id: kind, name: kind, state: 'finished', model: models[kind] ?? writer });

test.each([
  ['writer', 'Generate text'],
  ['classifier', 'Classify texts'],
  ['sequences', 'Classify sequences'],
  ['tagger', 'Tag texts'],
  ['forecaster', 'Forecast'],
])('the dashboard of a %s has its own primary button, and insight', async (kind, label) => {
  const run = runOf(kind);
  host.runs = [run];
  const connection = connect(host.open);
  const actions = mount(RunActions, {
    props: { run },
    global: { plugins: [router, { install: (app) => void provideStudio(app, connection) }] },
  });
  onTestFinished(() => {
    actions.unmount();
    connection.close();
  });
  await settle();
  const button = (text: string) => actions.findAll('button').find((each) => each.text() === text)!;
  expect(actions.findAll('.bg-accent').map((each) => each.text())).toEqual([label]);
  await button(label).trigger('click');
  await expect.poll(() => router.currentRoute.value.fullPath).toBe(`/playground/${kind}`);
  await button('Insight').trigger('click');
  await expect.poll(() => router.currentRoute.value.fullPath).toBe(`/insight/${kind}`);
});

const view = () => document.querySelector('main [role=tab][data-state=active]')?.textContent.trim();

test('each of them finds what it came for on the page behind it', async () => {
  host.runs = Object.keys(models).map(runOf);
  await open('/playground/sequences');
  await expect.poll(view).toBe('Classify new data');
  await router.push('/playground/tagger');
  await expect.poll(view).toBe('Sentences');
  await router.push('/playground/forecaster');
  await expect.poll(view).toBe('Forecast');
});

test('a run without a network says so on both pages, and leads to its dashboard', async () => {
  host.runs = [aRun({ id: 'new', name: 'new', state: 'queued', checkpointCount: 0 })];
  for (const page of ['playground', 'insight']) {
    await open(`/${page}/new`);
    const link = document.querySelector<HTMLAnchorElement>('main a[href="#/runs/new"]:not(header a)');
    expect(link?.textContent).toContain('Go to its dashboard');
  }
});

test('ideas lead to a run of the task that they are about, and to the panel', async () => {
  host.runs = [runOf('forecaster'), runOf('classifier'), runOf('writer')];
  host.checkpoints = [aCheckpoint()];
  await open('/playground?use=generate&mode=temperatures');
  await expect.poll(() => document.querySelector('main header')?.textContent).toContain('writer');
  expect(studio.field('Temperatures').value).toBe('0.5, 0.8, 1.1');
  await router.push('/insight?panel=whatif');
  await settle();
  await expect
    .poll(() => document.querySelector('main nav [aria-current=page]')?.textContent)
    .toContain('Counterfactual');

  host.runs = [runOf('writer')];
  await open('/playground?use=classify&view=confusion');
  expect(studio.text()).toContain('No model that tells classes of texts yet');
});

test('a prompt follows to a model that can read it, and not to one that cannot', async () => {
  const reads = (id: string) => aRun({ id, name: id });
  host.runs = [reads('english'), reads('letters'), reads('other')];
  host.canRead = (runId, text) => runId !== 'letters' || /^[a-z ]*$/.test(text);
  await open('/playground/english');
  await studio.fill('Prompt', 'The 3 whales');
  await router.push('/playground/letters');
  await settle();
  expect(studio.field('Prompt').value).toBe('');
  await studio.fill('Prompt', 'the whales');
  await router.push('/playground/other');
  await expect.poll(() => studio.field('Prompt').value).toBe('the whales');
  await studio.fill('Prompt', 'THE END');
  await router.push('/playground/letters');
  await expect.poll(() => studio.field('Prompt').value).toBe('the whales');
});

test('two models side by side begin with two: another run, or the earliest checkpoint of the only one', async () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => aRun({ id, name: id, datasetId: id === 'b' ? 'other' : 'same' }));
  host.runs = [a!, b!, c!];
  host.checkpoints = [aCheckpoint({ id: 'late', step: 200 }), aCheckpoint({ id: 'early', step: 10 })];
  await open('/playground/a?mode=beside');
  const chosen = () =>
    [...document.querySelectorAll<HTMLSelectElement>('[role=group] select')].map(({ value }) => value);
  await expect.poll(chosen).toEqual(['c', 'best']);

  host.runs = [a!];
  await open('/playground/a?mode=beside');
  await expect.poll(chosen).toEqual(['a', 'early']);
});

test('a setting that has no part in what is written is not there', async () => {
  host.runs = [aRun()];
  host.checkpoints = [aCheckpoint()];
  await open('/playground/r');
  const sliders = () => [...document.querySelectorAll('[role=slider]')].map((each) => each.getAttribute('aria-label'));
  const labels = () => [...document.querySelectorAll('aside label')].map(({ textContent }) => textContent.trim());
  expect(sliders()).toEqual(expect.arrayContaining(['Temperature', 'Top-p', 'Min-p', 'Repetition penalty']));
  expect(labels()).not.toContain('Looks back over');

  await studio.fill('Preset', 'argmax');
  expect(sliders()).toEqual(['Temperature', 'Repetition penalty']);
  expect(labels()).not.toContain('Top-k');
  expect(labels()).not.toContain('Seed');
  expect(studio.text()).toContain('Nothing is left to chance');

  await studio.fill('Preset', 'balanced');
  await studio.fill('Top-k', '1');
  expect(sliders()).toEqual(['Repetition penalty']);

  await studio.fill('Top-k', '');
  await studio.fill('Write', 'temperatures');
  expect(sliders()).not.toContain('Temperature');
  await studio.fill('Temperatures', '0');
  expect(sliders()).toEqual(['Repetition penalty']);
});

test('new sequences without labels are classified in the window, pasted or from a file, and saved', async () => {
  host.runs = [runOf('sequences')];
  host.checkpoints = [aCheckpoint()];
  const asked: unknown[] = [];
  host.classifyFile = (input) => {
    asked.push({ runId: input.runId, checkpointId: input.checkpointId, columns: input.columns });
    const part = (rows: [string | null, number][]) => ({
      step: 10,
      classes: ['walk', 'run'],
      rows: rows.map(([text, share]) => ({ text, predicted: share > 0.5 ? 1 : 0, probabilities: [1 - share, share] })),
    });
    return [part([]), part([['anna', 0.9]]), part([[null, 0.2]])];
  };
  await open('/playground/sequences');
  await studio.fill('Or paste rows, the first with the names of the columns', 'x,y\n1,2\n');
  await studio.click('Classify these');
  const rows = () =>
    [...document.querySelectorAll('main tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent.trim()),
    );
  await expect.poll(rows).toEqual([
    ['anna', 'run', '90.0%'],
    ['Sequence 2', 'walk', '80.0%'],
  ]);
  expect(asked).toEqual([{ runId: 'sequences', checkpointId: null, columns: { text: null, label: null } }]);
  const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
  await studio.click('Save as CSV');
  const [file] = saved.mock.calls[0] as [Blob];
  expect(await file.text()).toContain('series,label,probability,walk,run\r\nanna,run,0.9,');
  saved.mockRestore();
});
