import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rateReasons } from '../../../../src-engine/spec/learning-rate-spec.ts';
import type { LearningRateUpdate } from '../../../../src-main/contract/doctor/learning-rate-records.ts';
import { rateAxis } from '../../../../src-renderer/domain/rate-finder/rate-axis.ts';
import { rateLines, rateMarks } from '../../../../src-renderer/domain/rate-finder/rate-lines.ts';
import { i18n, languages } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, aRun } from '../../studio/sample-records.ts';

/** The machine may be busy. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000 });

let host: FakeHost;
let studio: MountedStudio | undefined;

const points = [-6, -5, -4, -3, -2, -1, 0].map((decade) => ({
  learningRate: 10 ** decade,
  loss: decade === 0 ? null : 3 - 0.2 * (decade + 6),
  smoothedLoss: 3 - 0.2 * (decade + 6),
  alpha: null,
}));
const found: LearningRateUpdate = {
  type: 'found',
  pick: { learningRate: 0.00333, reason: 'steepest-fall', steepestAt: 0.00667, divergesAt: 1, overshootsAt: 0.02 },
  present: 0.002,
};

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.rateUpdates = [{ type: 'points', points }, found];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

const dialog = () => document.querySelector('[role=dialog]');
async function find(): Promise<void> {
  if (studio === undefined) throw new Error('There is no studio.');
  const { button, click } = studio;
  await eventually(() => expect(button('Find a learning rate…').disabled).toBe(false));
  await click('Find a learning rate…');
}

test('a rate is looked for on the run as it would be started, explained, and put in by one click', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.click('Characters, medium');
  await find();
  expect(host.searches[0]?.input).toMatchObject({ of: 'new-run', run: { datasetId: 'd', presetId: 'char-rnn-m' } });
  await eventually(() => expect(dialog()?.textContent).toContain('Half of the loss’s fall lies behind 0.0067'));
  await studio.click('Use 0.0033');
  expect(dialog()).toBeNull();
  expect(studio.field('Learning rate').value).toBe('0.0033');
});

test('closing the dialog ends the search, and nothing is changed', async () => {
  host.holdsSearch = true;
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await find();
  await eventually(() => expect(dialog()?.textContent).toContain('Step 7, at a rate of 1'));
  const before = studio.field('Learning rate').value;
  await studio.click('Cancel');
  await eventually(() => expect(host.searches[0]?.signal?.aborted).toBe(true));
  expect(studio.field('Learning rate').value).toBe(before);
});

test('what cannot be searched says why, and can be tried again', async () => {
  host.refuse.set('runs.findLearningRate', 'out-of-memory');
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await find();
  await eventually(() => expect(dialog()?.querySelector('[role=alert]')?.textContent).toContain('out of memory'));
  host.refuse.clear();
  await studio.click('Try again');
  await eventually(() => expect(dialog()?.textContent).toContain('Use 0.0033'));
});

test('a loss that falls nowhere has no pick', async () => {
  host.rateUpdates = [{ type: 'found', pick: null, present: 0.002 }];
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await find();
  await eventually(() => expect(dialog()?.textContent).toContain('so that none can be recommended'));
  expect(() => studio?.button(/^Use/)).toThrow();
});

test('before a branch the search goes on from its checkpoint', async () => {
  host.runs = [aRun({ state: 'finished' })];
  host.checkpoints = [aCheckpoint({ id: 'late', step: 100 })];
  studio = await mountStudio(host, '/runs/r');
  await studio.click('More actions');
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
  items.find((item) => item.textContent.includes('Branch…'))?.click();
  await find();
  expect(host.searches[0]?.input).toMatchObject({ of: 'checkpoint', checkpointId: 'late' });
  await eventually(() => expect(studio?.button('Use 0.0033')).toBeDefined());
  await studio.click('Use 0.0033');
  await studio.click('Start the branch');
  expect(host.branched[0]).toMatchObject({ train: { optimizer: { learningRate: 0.0033 } } });
});

test('every reason for a pick has its sentence in both languages', () => {
  for (const each of languages) {
    for (const reason of rateReasons) expect(i18n.global.te(`rateFinder.reasons.${reason}`, each), reason).toBe(true);
  }
});

test('the curve stands over decades: raw losses faint behind, those that were no number above all', () => {
  const { t, number } = useLocale();
  const [smoothed, raw] = rateLines(points, t);
  expect([...(smoothed?.x ?? [])]).toEqual([-6, -5, -4, -3, -2, -1, 0]);
  expect(raw?.opacity).toBeLessThan(smoothed?.opacity ?? 0);
  expect(raw?.y.at(-1)).toBe(Infinity);
  const axis = rateAxis({ t, number });
  expect(axis.ticks(-6.2, 0.1, 4)).toEqual([-6, -4, -2, 0]);
  expect(axis.formatTick(-3)).toBe('0.001');
  const marks = rateMarks({ pick: 0.0033, present: 0.002, points }, { t, number });
  expect(marks.divisions?.map(({ label }) => label)).toEqual(['Now: 0.002', 'Pick: 0.0033']);
  expect(rateMarks({ pick: null, present: 5, points }, { t, number }).divisions).toEqual([]);
});
