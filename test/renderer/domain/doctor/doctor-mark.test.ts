import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  host = new FakeHost();
  host.runs = [aRun({ id: 'ill', name: 'ill' }), aRun({ id: 'well', name: 'well' })];
  host.doctorMarks = [{ runId: 'ill', rule: 'over-fitting', severity: 'fault', count: 2 }];
});
afterEach(() => studio.unmount());

const marks = () => [...document.querySelectorAll('[data-doctor-mark]')];

test('the list marks the run with which something is wrong, and says what', async () => {
  studio = await mountStudio(host, '/runs');
  expect(marks().map((mark) => mark.getAttribute('aria-label'))).toEqual(['2 findings, first: The network overfits']);
  expect(marks()[0]?.closest('tr')?.textContent).toContain('ill');
});

test('so does a comparison', async () => {
  studio = await mountStudio(host, '/runs/compare?runs=ill,well');
  await expect.poll(() => marks().length).toBe(1);
  expect(marks()[0]?.closest('th')?.textContent).toContain('ill');
});
