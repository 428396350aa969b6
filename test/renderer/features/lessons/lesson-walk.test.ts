import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextTick } from 'vue';
import { lessonIds, type LessonOutcome, type LessonSettings } from '../../../../src-engine/spec/lesson-spec.ts';
import type { BundledNetwork } from '../../../../src-main/contract/network-records.ts';
import { i18n, language, type Language } from '../../../../src-renderer/locales/language.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';

const curve = { x: [0, 30], y: [1, 0.04] };
const outcome: LessonOutcome = {
  figures: { vanishingLeft: 0.042, explodingLeft: 17.25, squeezedLeft: 0.003, chosenLeft: 1, chosenPredicted: 1 },
  curves: { vanishing: curve, vanishingPredicted: curve, chosen: curve, exploding: curve },
  grids: {},
  texts: {},
};

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  host = new FakeHost();
  host.lessons.list = [
    {
      id: 'singular-values',
      controls: {
        sigma: { kind: 'number', default: 1, minimum: 0.7, maximum: 1.3, step: 0.05 },
        activation: { kind: 'choice', default: 'tanh', choices: ['tanh', 'relu'] },
      },
    },
  ];
  host.lessons.events = [
    { type: 'progress', done: 0.5, outcome },
    { type: 'result', outcome, elapsedMs: 5 },
  ];
});
afterEach(() => {
  studio.unmount();
  speak('en');
});

function speak(each: Language): void {
  language.value = each;
  i18n.global.locale.value = each;
}

const open = async (address: string) => {
  studio = await mountStudio(host, address);
  await expect.poll(() => document.querySelector('article[data-lesson], [data-lesson]')).not.toBeNull();
};
const section = (heading: string) =>
  [...document.querySelectorAll('article section')].find((each) => each.querySelector('h2')?.textContent === heading) ??
  null;
const points = () => [...document.querySelectorAll<SVGElement>('[data-drawing] [role=slider]')];
const press = async (target: Element | undefined, key: string) => {
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await nextTick();
};
const control = (name: string) => section('Experiment')?.querySelector(`[role=slider][aria-label="${name}"]`);
const keepRun = (settings: LessonSettings) => {
  const prediction = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
  const run = { settings, seed: 7, outcome };
  host.lessons.kept.set('singular-values', { lesson: 'singular-values', state: 'run', prediction, run });
};
const aNetwork = (id: string, spoken: Language): BundledNetwork => ({
  ...{ id, task: 'language-model', language: spoken, sampleId: 'moby-dick', parameterCount: 1 },
  ...{ runId: null, isRemoved: false },
});
const kept = () => host.lessons.kept.get('singular-values');

test('a lesson is predicted first, by the keyboard alone, then run, read and answered; each step is kept', async () => {
  await open('/lessons/singular-values');
  expect(section('What it means')).toBeNull();
  expect(studio.button('Run the experiment').disabled).toBe(true);

  expect(points()).toHaveLength(7);
  for (let n = 0; n < 3; n++) await press(points()[6], 'PageDown');
  await press(points()[6], 'ArrowUp');
  expect(points()[6]?.getAttribute('aria-valuenow')).toBe('0.71');
  expect(points()[6]?.getAttribute('aria-label')).toBe('Steps back at 30');
  await press(points()[3], 'Home');
  await studio.click('That is my prediction');
  expect(kept()).toMatchObject({ state: 'predicted', prediction: [1, 1, 1, 0, 1, 1, 0.71], run: null });
  expect(document.activeElement?.textContent.trim()).toBe('Run the experiment');

  await studio.click('Run the experiment');
  await expect.poll(() => section('What it means')).not.toBeNull();
  expect(host.lessons.runs).toEqual([
    { lesson: 'singular-values', settings: { sigma: 1, activation: 'tanh' }, seed: 1 },
  ]);
  expect(section('Your prediction and the result')?.textContent).toContain('4.2%');
  expect(section('Your prediction and the result')?.querySelector('[data-verdict]')?.textContent).toMatch(
    /On average your drawing is [\d.]+ percentage points away/,
  );
  expect(kept()).toMatchObject({ state: 'run', run: { seed: 1, outcome: { figures: { explodingLeft: 17.25 } } } });
  expect(section('With your own run')?.querySelector('a')?.getAttribute('href')).toMatch(/^#\//);
  expect(section('With your own run')?.textContent).toContain('Insight: Gradient flow');

  expect(studio.text()).not.toContain('squares');
  await studio.click('Show the answer');
  expect(studio.text()).toContain('squares');
  expect(kept()?.state).toBe('done');

  await studio.click('Run with another seed');
  await expect.poll(() => host.lessons.runs.length).toBe(2);
  expect(host.lessons.runs[1]?.seed).not.toBe(1);
  expect(kept()?.state).toBe('done');

  await studio.click('Begin this lesson again');
  expect(kept()).toBeUndefined();
  expect(section('What it means')).toBeNull();
  expect(document.activeElement).toBe(points()[0]);
  await studio.click('Undo');
  expect(kept()).toMatchObject({ state: 'done', prediction: [1, 1, 1, 0, 1, 1, 0.71] });
  expect(studio.text()).toContain('squares');
  expect(document.activeElement?.textContent.trim()).toBe('Begin this lesson again');
});

test('an earlier result comes back with its settings, which the words and the comparison name where they are unusual', async () => {
  keepRun({ sigma: 1.2, activation: 'tanh' });
  await open('/lessons/singular-values');
  await expect.poll(() => section('What it means')).not.toBeNull();
  expect(control('Singular values σ')?.getAttribute('aria-valuenow')).toBe('1.2');
  expect(document.querySelector('[data-stale]')?.getAttribute('data-stale')).toBe('false');
  const notes = [...document.querySelectorAll('[data-settings-note]')].map((each) => each.textContent);
  expect(notes).toEqual([
    expect.stringContaining('You predicted for other settings (Singular values σ: 1).'),
    expect.stringMatching(/usual settings \(Singular values σ: 1\), not to those .* \(Singular values σ: 1\.2\)/),
  ]);
  expect(document.querySelector('[data-verdict]')?.textContent).toMatch(/On average your drawing is [\d.]+ percentage/);
  expect(document.querySelector('[data-chart=lesson-singular-values-vanishing]')?.textContent).toContain(
    'Your drawing',
  );

  await studio.click('Run again');
  await expect.poll(() => host.lessons.runs).toHaveLength(1);
  expect(host.lessons.runs[0]).toMatchObject({ settings: { sigma: 1.2, activation: 'tanh' }, seed: 7 });

  await studio.click('ReLU');
  expect(document.querySelector('[data-stale]')?.textContent).toContain(
    'These results belong to the settings before (Activation: tanh). Run again to see what the chosen ones give: Activation: ReLU.',
  );
  await studio.click('Run again');
  await expect.poll(() => document.querySelector('[data-stale]')?.getAttribute('data-stale')).toBe('false');
  await studio.click('As they were');
  expect(document.querySelector('[data-stale]')?.getAttribute('data-stale')).toBe('true');
});

test('a lesson begins with the sentences of the reader’s language, and says for which its numbers were measured', async () => {
  host.lessons.list = [
    {
      id: 'bidirectional',
      controls: { sentences: { kind: 'choice', default: 'english', choices: ['english', 'japanese'] } },
    },
  ];
  host.lessons.kept.set('bidirectional', { lesson: 'bidirectional', state: 'predicted', prediction: 0.5, run: null });
  await open('/lessons/bidirectional');
  speak('ja');
  await settle();
  await studio.click('実験を実行');
  await expect.poll(() => host.lessons.runs).toHaveLength(1);
  expect(host.lessons.runs[0]?.settings).toEqual({ sentences: 'japanese' });
  await expect.poll(() => section('分かること')).not.toBeNull();
  const notes = [...document.querySelectorAll('[data-settings-note]')].map((each) => each.textContent);
  expect(notes).toEqual([expect.stringMatching(/「文：英語」.*「文：日本語」/)]);
});

test('where no seed changes anything, no other one is offered', async () => {
  host.lessons.list = [{ id: 'parameter-table', controls: {} }];
  const lesson = 'parameter-table';
  host.lessons.kept.set(lesson, { lesson, state: 'run', prediction: 91_648, run: null });
  await open('/lessons/parameter-table');
  await expect.poll(() => studio.text()).toContain('Run again');
  expect(studio.text()).not.toContain('Run with another seed');
});

test('a result with the usual settings is told without a remark on them', async () => {
  keepRun({ sigma: 1, activation: 'tanh' });
  await open('/lessons/singular-values');
  await expect.poll(() => section('What it means')).not.toBeNull();
  expect(document.querySelectorAll('[data-settings-note]')).toHaveLength(0);
});

test('charts that are out of sight are drawn all the same, name their axes and say where their values were read', async () => {
  keepRun({ sigma: 1, activation: 'tanh' });
  await open('/lessons/singular-values');
  const chart = () => document.querySelector('[data-chart=lesson-singular-values-vanishing]');
  await expect.poll(() => chart()?.textContent).toContain('Steps back 30:');
  expect(studio.text()).not.toContain('Waiting for the first step');
  expect(chart()?.textContent).toMatch(/measured, σ = 0\.9 4\.0%/);
  const names = [...(chart()?.querySelectorAll('p') ?? [])].map((each) => each.textContent.trim());
  expect(names[0]).toBe('Length (100% at the end)');
  expect(names.at(-1)).toBe('Steps back');
});

test('a link to a network that comes along leads by its address to its page', async () => {
  host.networks = [aNetwork('moby-dick-writer', 'en'), aNetwork('japanese-writer', 'ja')];
  keepRun({ sigma: 1, activation: 'tanh' });
  await open('/lessons/singular-values');
  await expect.poll(() => section('With your own run')).not.toBeNull();
  const href = section('With your own run')?.querySelector('a[href*=networks]')?.getAttribute('href') ?? '';
  expect(href).toBe('#/networks/writer/insight?panel=flow');
  const links = [...(section('With your own run')?.querySelectorAll('a') ?? [])];
  const places = links.map((each) => each.getAttribute('href'));
  expect(places).toContain('#/networks/writer/insight?panel=flow&find=insight.spectrumTitle');
  expect(places).toContain('#/networks/writer/run?find=dashboard.gradientNorm');
  await router.push(href.slice(1));
  await expect.poll(() => router.currentRoute.value.fullPath).toBe('/insight/moby-dick-writer?panel=flow');
});

test('a link to a new run brings a text along where there is none, and uses those that are there', async () => {
  host.lessons.list = [{ id: 'clipping', controls: {} }];
  const run = { settings: {}, seed: 1, outcome };
  host.lessons.kept.set('clipping', { lesson: 'clipping', state: 'run', prediction: 0.5, run });
  await open('/lessons/clipping');
  await expect.poll(() => section('With your own run')).not.toBeNull();
  section('With your own run')?.querySelector<HTMLElement>('a[href="#/runs/new"]')?.click();
  await expect.poll(() => router.currentRoute.value.fullPath).toBe('/runs/new?dataset=moby-dick');
  await router.push('/lessons/clipping');
  await expect.poll(() => section('With your own run')).not.toBeNull();
  section('With your own run')?.querySelector<HTMLElement>('a[href="#/runs/new?find=settings.clip"]')?.click();
  await expect.poll(() => router.currentRoute.value.fullPath).toBe('/runs/new?find=settings.clip');
});

test('a network that was removed is said to be, with the way to bring it back', async () => {
  host.networks = [{ ...aNetwork('moby-dick-writer', 'en'), isRemoved: true }];
  studio = await mountStudio(host, '/networks/writer/playground');
  await expect.poll(() => studio.text()).toContain('This network is not here');
  expect(document.querySelector('main a[href="#/start"]')).not.toBeNull();
});

test('whoever comes back finds prediction and result, in the language of the moment', async () => {
  keepRun({ sigma: 1, activation: 'tanh' });
  await open('/lessons/singular-values');
  await expect.poll(() => section('What it means')).not.toBeNull();
  expect(studio.text()).toContain('Seed 7');
  expect(document.querySelector('article math')?.getAttribute('alttext')).toBe('U');
  speak('ja');
  await settle();
  await expect.poll(() => section('分かること')).not.toBeNull();
  expect(section('予想と結果')?.textContent).toContain('あなたの線と結果の差は');
});

test('the list tells how far each lesson is, and leads on to the one that was begun', async () => {
  host.lessons.kept.set('singular-values', {
    lesson: 'singular-values',
    state: 'predicted',
    prediction: [1],
    run: null,
  });
  await open('/lessons');
  await expect.poll(() => studio.text()).toContain('Next for you: Singular values');
  expect(document.querySelector('[data-lesson=singular-values]')?.textContent).toContain('predicted');
  expect(document.querySelector('[data-lesson=clipping]')?.textContent).toContain('not begun');
  expect(document.querySelector('[data-lesson=learning-rate]')?.textContent).toContain('①');
  const groups = [...document.querySelectorAll('main section h2')].map((each) => each.textContent);
  expect(groups.slice(0, 3)).toEqual(['Recurrent networks', 'Long short-term memory', 'Eight best practices']);
});

test('the list says what is left to do, and leads on to the next lesson that is not done', async () => {
  host.lessons.kept.set('rnn-forward', { lesson: 'rnn-forward', state: 'run', prediction: 1, run: null });
  host.lessons.kept.set('rnn-backward', { lesson: 'rnn-backward', state: 'done', prediction: 1, run: null });
  await open('/lessons');
  await expect.poll(() => studio.text()).toContain('Next for you: Singular values');
  expect(document.querySelector('[data-lesson=rnn-forward]')?.textContent).toMatch(
    /run\s*still to do: the last question/,
  );
  expect(document.querySelector('[data-lesson=rnn-backward]')?.textContent).not.toContain('question');
});

test('when all lessons are done the list says so, and the last lesson leads back to it', async () => {
  for (const lesson of lessonIds) host.lessons.kept.set(lesson, { lesson, state: 'done', prediction: 1, run: null });
  await open('/lessons');
  await expect.poll(() => studio.text()).toContain('You have done all lessons.');
  await router.push('/lessons/parity');
  await expect
    .poll(() => document.querySelector('article nav a[href="#/lessons"]')?.textContent)
    .toContain('All lessons');
});

test.each([
  ['gates', 'lstm-gates'],
  ['vanishingGradient', 'singular-values'],
  ['counterfactual', 'lstm-gates'],
  ['overfitting', 'parameters-and-samples'],
])('the earlier address of %s leads to its lesson', async (idea, lessonId) => {
  await open('/lessons');
  await router.push(`/lessons?idea=${idea}`);
  expect(router.currentRoute.value.fullPath).toBe(`/lessons/${lessonId}`);
});

test('no lesson of this name is said, with the way to the list', async () => {
  studio = await mountStudio(host, '/lessons/alchemy');
  expect(studio.text()).toContain('There is no such lesson');
  expect(document.querySelector('main a[href="#/lessons"]')).not.toBeNull();
});

test('an experiment that fails says why, and can be run again', async () => {
  await open('/lessons/singular-values');
  await studio.click('That is my prediction');
  host.refuse.set('lessons.run', 'engine-failed');
  await studio.click('Run the experiment');
  await expect.poll(() => document.querySelector('main [role=alert]')).not.toBeNull();
  expect(section('Experiment')?.textContent).toContain('Run it again, or with another seed.');
  expect(studio.button('Run the experiment')).not.toBeNull();
  host.refuse.clear();
  await studio.click('Run with another seed');
  await expect.poll(() => section('What it means')).not.toBeNull();
});
