import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { router } from '../../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import {
  aCheckpoint,
  aDataset,
  aDiagnosis,
  aFinding,
  anEpoch,
  aPreset,
  aRun,
  aStep,
  aTrial,
} from '../../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [aRun({ outcome: { kind: 'finished', epoch: 2, step: 100 } })];
  host.checkpoints = [aCheckpoint({ id: 'c', step: 40 })];
  host.measured = { steps: [aStep(50), aStep(100)], epochs: [anEpoch(1, 50), anEpoch(2, 100)] };
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

const card = () => document.querySelector<HTMLElement>('[data-doctor]');
const findings = () => [...document.querySelectorAll<HTMLElement>('[data-doctor] [data-finding]')];
const regionOf = (chart: string) =>
  studio?.wrapper
    .findAllComponents({ name: 'ChartPanel' })
    .find((each) => each.props('id') === chart)
    ?.props('region') as unknown;

test('of a healthy run the doctor says so in one line, above all else', async () => {
  studio = await mountStudio(host, '/runs/r');
  expect(card()?.textContent).toContain('Nothing wrong was found in the measurements of this run.');
  expect(findings()).toEqual([]);
  expect(card()?.querySelectorAll('button')).toHaveLength(0);
  const [first] = document.querySelectorAll('main section[aria-labelledby] h2');
  expect(first?.textContent).toBe('Doctor');
});

test('while a run trains, the line says up to where, and nothing is said before there is anything', async () => {
  host.runs = [aRun({ state: 'running', step: 1200 })];
  studio = await mountStudio(host, '/runs/r');
  expect(card()?.textContent).toContain('up to step 1,200');
  studio.unmount();
  host.runs = [aRun({ state: 'queued', step: 0 })];
  studio = await mountStudio(host, '/runs/r');
  expect(card()?.textContent).toContain('as soon as there are some');
});

test('data that was not looked at is said so; of a run that is over, it is looked at by itself', async () => {
  host.diagnosis = aDiagnosis({ isPartial: true });
  host.runs = [aRun({ state: 'running' })];
  studio = await mountStudio(host, '/runs/r');
  expect(card()?.textContent).toContain('The data has not been looked at yet.');
  expect(host.examined.some(({ measure }) => measure)).toBe(false);
  await studio.click('Look at the data too');
  expect(host.examined.some(({ measure }) => measure)).toBe(true);
  studio.unmount();
  host.examined = [];
  host.runs = [aRun({ state: 'finished' })];
  studio = await mountStudio(host, '/runs/r');
  await settle();
  expect(host.examined.some(({ measure }) => measure)).toBe(true);
});

test('a finding shows where it is seen in the chart itself, by pointer and by keyboard, and holds that when asked', async () => {
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  studio = await mountStudio(host, '/runs/r');
  const [finding] = findings();
  expect(finding?.textContent).toContain('The learning rate is too high');
  expect(finding?.textContent).toMatch(/3\.200.*lowest 2\.100/);
  expect(finding?.textContent).toContain('almost certain');
  expect(regionOf('loss')).toBeNull();
  finding?.dispatchEvent(new MouseEvent('mouseenter'));
  await settle();
  expect(regionOf('loss')).toEqual({ min: 40, max: 100 });
  expect(regionOf('gradient-norm')).toBeNull();
  finding?.dispatchEvent(new MouseEvent('mouseleave'));
  await settle();
  expect(regionOf('loss')).toBeNull();
  studio.button('Loss, steps 40 to 100').dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  await settle();
  expect(regionOf('loss')).toEqual({ min: 40, max: 100 });
  await studio.click('Loss, steps 40 to 100');
  finding?.dispatchEvent(new MouseEvent('mouseleave'));
  await settle();
  expect(regionOf('loss')).toEqual({ min: 40, max: 100 });
});

test('a finding under a resting pointer shows where it is seen once that is known', async () => {
  host.runs = [aRun({ state: 'running', step: 100 })];
  host.diagnosis = aDiagnosis({ isPartial: true, open: [aFinding({ region: null })] });
  studio = await mountStudio(host, '/runs/r');
  findings()[0]?.dispatchEvent(new MouseEvent('mouseenter'));
  await settle();
  expect(regionOf('loss')).toBeNull();
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  await studio.click('Look at the data too');
  await settle();
  expect(regionOf('loss')).toEqual({ min: 40, max: 100 });
});

test('the button says exactly what it changes, begins that run, and shows it beside the original', async () => {
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  studio = await mountStudio(host, '/runs/r');
  await studio.click('Branch from step 40: Learning rate 0.002 → 0.0002');
  expect(host.applied).toEqual([{ runId: 'r', rule: 'learning-rate-too-high' }]);
  await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('compare'), { timeout: 60_000 });
  expect(router.currentRoute.value.query).toEqual({ runs: 'r,fixed' });
});

test('a new run tells each changed setting, those of layers too, and the best network is pinned without a run', async () => {
  const { train, model } = aPreset();
  const better = {
    ...model,
    layers: model.layers.map((layer) =>
      layer.type === 'dense' ? { ...layer, kernelInitializer: 'he_normal' as const } : layer,
    ),
  };
  host.diagnosis = aDiagnosis({
    open: [
      aFinding({
        rule: 'bad-initialisation',
        fix: {
          kind: 'new-run',
          changes: { model: better, train: { clip: { type: 'norm', max: 1 }, epochs: train.epochs } },
        },
      }),
      aFinding({ rule: 'wasted-epochs', fix: { kind: 'keep-checkpoint', checkpointId: 'c' } }),
      aFinding({ rule: 'split-leak', fix: { kind: 'data', change: 'remove-duplicates' } }),
    ],
  });
  studio = await mountStudio(host, '/runs/r');
  expect(findings()[0]?.textContent).toContain(
    'New run: 4 · Dense: Initial kernel Xavier uniform → He normal, Gradient clipping By norm 5 → By norm 1',
  );
  await studio.click('Pin the network of step 40, so that it stays');
  expect(host.checkpoints[0]?.isPinned).toBe(true);
  expect(host.applied).toEqual([]);
  expect(findings()[2]?.textContent).toContain('Take the duplicates out of the data');
  expect(findings()[2]?.querySelector('a[href="#/datasets/d"]')).not.toBeNull();
});

test('what changes alike in several layers is told once, and a schedule in words', async () => {
  const { train, model } = aPreset();
  const lstmLayers = model.layers.filter(({ type }) => type === 'lstm');
  expect(lstmLayers.length).toBe(2);
  const better = {
    ...model,
    layers: model.layers.map((layer) => (layer.type === 'lstm' ? { ...layer, forgetBias: 3 } : layer)),
  };
  const schedule = { type: 'exponential' as const, warmupSteps: 0, decayPerEpoch: 0.5 };
  host.diagnosis = aDiagnosis({
    open: [aFinding({ fix: { kind: 'new-run', changes: { model: better, train: { ...train, schedule } } } })],
  });
  studio = await mountStudio(host, '/runs/r');
  expect(findings()[0]?.textContent).toContain('Layers 2–3: Forget bias 1 → 3');
  expect(findings()[0]?.textContent).toContain('Exponential (Factor an epoch 0.5)');
});

test('words without a vector lead to a new run with other vectors', async () => {
  host.diagnosis = aDiagnosis({
    open: [aFinding({ rule: 'low-embedding-coverage', fix: { kind: 'data', change: 'other-vectors' } })],
  });
  studio = await mountStudio(host, '/runs/r');
  expect(findings()[0]?.querySelector('a[href="#/runs/new?dataset=d"]')).not.toBeNull();
});

test('a finding is dismissed with a reason, is not shown again, and can be had back', async () => {
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  studio = await mountStudio(host, '/runs/r');
  findings()[0]?.dispatchEvent(new MouseEvent('mouseenter'));
  await settle();
  expect(regionOf('loss')).not.toBeNull();
  await studio.click('Dismiss…');
  await studio.fill('Reason', 'other');
  expect(studio.button('Dismiss').disabled).toBe(true);
  await studio.fill('In your own words', 'I want to see it diverge.');
  await studio.click('Dismiss');
  expect(findings()).toEqual([]);
  expect(regionOf('loss')).toBeNull();
  expect(card()?.textContent).toContain('One dismissed');
  await studio.click('One dismissed');
  expect(studio.text()).toContain('I want to see it diverge.');
  await studio.click('Show again');
  expect(findings()).toHaveLength(1);
});

test('what only a person can do leads to where it is done, and to the data only if it is the data that changes', async () => {
  const links = () => [...(findings()[0]?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'));
  for (const [change, expected] of [
    ['remove-duplicates', ['#/datasets/d']],
    ['other-vectors', ['#/runs/new?dataset=d']],
    ['repeat-with-seeds', []],
  ] as const) {
    host.diagnosis = aDiagnosis({ open: [aFinding({ idea: null, fix: { kind: 'data', change } })] });
    studio = await mountStudio(host, '/runs/r');
    expect(links()).toEqual(expected);
    studio.unmount();
  }
});

test('more than three findings wait behind a button', async () => {
  const rules = ['plateau', 'wasted-epochs', 'over-fitting', 'memorising'] as const;
  const [first, second, third, fourth] = rules.map((rule) => aFinding({ rule }));
  host.diagnosis = aDiagnosis({
    open: [first, second, third].filter((each) => each !== undefined),
    others: fourth ? [fourth] : [],
  });
  studio = await mountStudio(host, '/runs/r');
  expect(findings()).toHaveLength(3);
  await studio.click('One more finding');
  expect(findings()).toHaveLength(4);
});

test('a fix is proven by pairs of short trainings, whose verdict has its interval', async () => {
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  studio = await mountStudio(host, '/runs/r');
  await studio.click('Tonight');
  expect(host.tried).toMatchObject([{ runId: 'r', rule: 'learning-rate-too-high', when: 'night' }]);
  expect(card()?.textContent).toContain('10 are still to come');
  studio.unmount();
  const verdict = {
    outcome: 'helped' as const,
    ...{ difference: -0.21, low: -0.3, high: -0.12, margin: 0.02, before: 2 },
    ...{ pairs: 5, degreesOfFreedom: 8, pooled: 1 },
  };
  host.trials = [aTrial({ open: 0, verdict })];
  studio = await mountStudio(host, '/runs/r');
  expect(card()?.textContent).toContain(
    'It helped: the validation loss is 0.210 lower (95 % interval of the difference −0.300 to −0.120, 5 pairs of seeds).',
  );
  studio.unmount();
  const pairs = [1, 2].map((seed) => ({
    seed,
    before: { runId: 'r', loss: 2, steps: 200 },
    after: { runId: 'r', loss: 1.8, steps: 50 + seed * 20 },
  }));
  host.trials = [aTrial({ open: 0, verdict, judged: 'kept', pairs })];
  studio = await mountStudio(host, '/runs/r');
  expect(card()?.textContent).toContain('What is compared are the networks that the trainings end with.');
  expect(card()?.textContent).toContain('With the fix, 120 of 200 steps are saved on average.');
});

test('the run in which the fix was made is compared with the original from there on', async () => {
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  const [run] = host.runs;
  if (run === undefined) throw new Error('There is no run.');
  const parent = { runId: 'r', runName: run.name, checkpointId: 'c', step: 40, optimizerState: 'kept' } as const;
  const train = { ...run.train, optimizer: { ...run.train.optimizer, learningRate: 2e-4 } };
  host.runs = [run, aRun({ id: 'calm', name: 'calmer', parent, train }), aRun({ id: 'other', parent })];
  studio = await mountStudio(host, '/runs/r');
  const link = card()?.querySelector('[data-compare-fix]');
  expect(link?.textContent).toContain('Compare with calmer');
  expect(link?.getAttribute('href')).toBe('#/runs/compare?runs=r,calm');
});

test('events tell a finding once, when it was first seen', async () => {
  const sightings = [{ rule: 'plateau', step: 60, at: 1_700_000_050_000 } as const];
  host.diagnosis = aDiagnosis({ open: [aFinding({ rule: 'plateau' })], sightings });
  studio = await mountStudio(host, '/runs/r');
  const entries = [...document.querySelectorAll('[aria-labelledby=events-title] li')].filter((each) =>
    each.textContent.includes('Doctor: The loss is on a plateau'),
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]?.textContent).toContain('60');
});

test('who may only look is shown findings without buttons that change anything', async () => {
  host.scope = 'look';
  host.diagnosis = aDiagnosis({ open: [aFinding()] });
  studio = await mountStudio(host, '/runs/r');
  expect(findings()).toHaveLength(1);
  expect([...(findings()[0]?.querySelectorAll('button') ?? [])].map((each) => each.textContent.trim())).toEqual([
    'Loss, steps 40 to 100',
  ]);
});
