import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../../../src-renderer/client/connection/connect.ts';
import { provideStudio } from '../../../../../src-renderer/client/studio.ts';
import RunActions from '../../../../../src-renderer/features/dashboard/header/RunActions.vue';
import { router } from '../../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset()];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
});

const question = /was training when the studio ended/;

test('asks once whether interrupted trainings go on by themselves, and keeps the answer', async () => {
  host.settings.resumeAfterRestart = null;
  host.runs = [aRun({ name: 'Whale', state: 'interrupted', continues: true })];
  studio = await mountStudio(host, '/runs');
  expect(studio.text()).toMatch(/“Whale” was training when the studio ended/);
  await studio.click('Go on by themselves');
  expect(host.settings.resumeAfterRestart).toBe(true);
  expect(studio.text()).not.toMatch(question);
  await studio.wrapper.vm.$router.push('/settings');
  await settle();
  expect((studio.field('Go on after a restart') as HTMLInputElement).checked).toBe(true);
});

test('does not ask where nothing was interrupted, or the person has answered', async () => {
  host.settings.resumeAfterRestart = null;
  host.runs = [aRun({ state: 'paused' })];
  studio = await mountStudio(host, '/runs');
  expect(studio.text()).not.toMatch(question);
  studio.unmount();
  host.settings.resumeAfterRestart = false;
  host.runs = [aRun({ state: 'interrupted', continues: true })];
  studio = await mountStudio(host, '/runs');
  expect(studio.text()).not.toMatch(question);
});

test('a run can be given a time at which it begins, but none that is past', async () => {
  studio = await mountStudio(host, '/runs/new?dataset=d');
  await studio.fill('Start at (optional)', '2001-01-01T22:30');
  expect(studio.text()).toContain('This time is past.');
  expect(studio.button('Start training').disabled).toBe(true);
  await studio.fill('Start at (optional)', '2999-01-31T22:30');
  await studio.click('Start training');
  expect(host.started[0]?.startAt).toBe(new Date(2999, 0, 31, 22, 30).getTime());
});

test('the list says what waits and until when, and keeps the queue to the night', async () => {
  const waitsUntil = new Date(2999, 0, 31, 22, 0).getTime();
  host.runs = [aRun({ id: 'a', state: 'queued', queuePosition: 1, startAt: waitsUntil, waitsUntil })];
  studio = await mountStudio(host, '/runs');
  expect(studio.text()).toContain('1 run waits.');
  expect(studio.text()).toMatch(/None begins before Jan 31, 2999/);
  studio.field('By night only, 22:00 to 06:00').click();
  await settle();
  expect(host.settings.nightsOnly).toBe(true);
});

test('the hours of the night are those of this window’s clock', async () => {
  studio = await mountStudio(host, '/settings');
  const begin = studio.field('Night begins') as HTMLInputElement;
  begin.value = '23:30';
  begin.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  expect(host.settings.nightHours).toEqual({ from: '23:30', to: '06:00', timeZone });
});

test('a run that waits for its time can begin now', async () => {
  const startAt = new Date(2999, 0, 31, 22, 0).getTime();
  const run = aRun({ id: 'a', state: 'queued', queuePosition: 1, startAt, waitsUntil: startAt });
  host.runs = [run];
  const connection = connect(host.open);
  const actions = mount(RunActions, {
    props: { run },
    global: { plugins: [router, { install: (app) => void provideStudio(app, connection) }] },
  });
  await settle();
  await actions
    .findAll('button')
    .find((button) => button.text() === 'Begin now')
    ?.trigger('click');
  await settle();
  expect(actions.emitted('changed')).toMatchObject([[{ startAt: null, waitsUntil: null }]]);
  actions.unmount();
  connection.close();
});

test.each([
  [{ state: 'queued', step: 0 }, 'Take out of the queue'],
  [{ state: 'queued', step: 40 }, 'Stop and keep'],
  [{ state: 'running', step: 40 }, 'Stop and keep'],
] as const)('a run %o can be ended by “%s”', async (fields, label) => {
  const connection = connect(host.open);
  const actions = mount(RunActions, {
    props: { run: aRun(fields) },
    global: { plugins: [router, { install: (app) => void provideStudio(app, connection) }] },
  });
  await settle();
  const labels = actions.findAll('button').map((button) => button.text());
  expect(labels.filter((text) => /Stop|queue/.test(text))).toEqual([label]);
  actions.unmount();
  connection.close();
});
