import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunOutcome } from '../../../../src-main/contract/runs/outcome-records.ts';
import { outcomeReason, outcomeText, verdictText } from '../../../../src-renderer/domain/runs/outcome-text.ts';
import { i18n, language } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../studio/sample-records.ts';

const early: RunOutcome = { kind: 'stopped-early', epoch: 14, step: 140, best: 11, patience: 3, restored: true };
const diverged: RunOutcome = {
  ...{ kind: 'diverged', step: 21, since: 2, epoch: 2, reason: 'loss', loss: 429.4, limit: 81.7 },
};
const error = { code: 'diverged' as const, message: 'It grew.', details: { reason: 'training', step: 2 } };

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [
    aRun({ id: 'early', name: 'Patient', state: 'finished', outcome: early }),
    aRun({ id: 'grew', name: 'Hasty', state: 'diverged', outcome: diverged, error }),
  ];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
  i18n.global.locale.value = 'en';
  language.value = 'en';
});

test('the list says how each run ended', async () => {
  studio = await mountStudio(host, '/runs');
  const [patient, hasty] = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(patient).toContain('Stopped early epoch 14, best 11');
  expect(hasty).toContain('Diverged step 21');
});

test('the page of a run that diverged says why once, and nothing else as trouble', async () => {
  host.runs = [aRun({ id: 'grew', name: 'Hasty', state: 'diverged', outcome: diverged, error })];
  host.events = [{ kind: 'diverge', at: 5000, step: 21, elapsedMs: 3000, message: error.message, error }];
  studio = await mountStudio(host, '/runs/grew');
  expect(studio.text().match(/The loss was 429/g)).toHaveLength(1);
  expect(studio.text()).not.toContain('beyond all bounds');
  expect(document.querySelector('[title*="429"]')).toBeNull();
  expect(document.querySelector('main [role=alert]')).toBeNull();
});

test('a run that diverged before anything was kept says what to do', async () => {
  host.runs = [aRun({ id: 'grew', state: 'diverged', outcome: diverged, error, checkpointCount: 0 })];
  studio = await mountStudio(host, '/runs/grew');
  expect(studio.text()).toContain('start a new run with a smaller learning rate');
});

test('one of an older studio, which did not keep the reason, says what its error says', async () => {
  host.runs = [aRun({ id: 'grew', state: 'diverged', outcome: { ...diverged, reason: null }, error })];
  studio = await mountStudio(host, '/runs/grew');
  expect(document.querySelector('main [role=alert]')?.textContent).toContain('the loss grew beyond all bounds');
});

test('the list draws the course of each training', async () => {
  studio = await mountStudio(host, '/runs');
  await expect.poll(() => document.querySelectorAll('svg[aria-label="Loss from 3.000 to 1.500"]').length).toBe(2);
});

test('the comparison says how each run ended, and why', async () => {
  studio = await mountStudio(host, '/runs/compare?runs=early,grew');
  const table = document.querySelector('main table')?.textContent;
  expect(table).toContain('Stopped early (epoch 14, best 11)');
  expect(table).toContain('The validation loss had not improved for 3 epochs.');
  expect(table).toContain('Diverged (step 21)');
  expect(table).toContain('The loss was 429.4; 81.7 is the most that a healthy training reaches.');
});

test('all is said in Japanese too', () => {
  i18n.global.locale.value = 'ja';
  language.value = 'ja';
  const locale = useLocale();
  expect(outcomeText({ state: 'finished', outcome: early }, locale)).toBe('早期終了（エポック 14、最良 11）');
  expect(outcomeReason(early, locale)).toMatch(
    /^検証損失が 3\sエポック続けて改善しませんでした。最良のエポックの重みに戻しました。$/,
  );
  expect(outcomeReason({ ...diverged, loss: null }, locale)).toBe('損失が有限の数でなくなりました。');
  expect(verdictText({ kind: 'no-better-since', epoch: 6, learnsByHeart: false }, locale)).toBe(
    'エポック 6 から良くなっていません。',
  );
});
