import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../../../eventually.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../../studio/mount-studio.ts';
import { aDataset, aRun } from '../../../studio/sample-records.ts';

let studio: MountedStudio;
afterEach(() => studio.unmount());

test('who pauses, resumes and stops a run by the keyboard stays among its buttons', async () => {
  const host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [aRun({ state: 'running', step: 100, totalSteps: 1000 })];
  studio = await mountStudio(host, '/runs/r');
  const button = (name: string) =>
    [...document.querySelectorAll<HTMLElement>('main header button')].find((each) => each.textContent.trim() === name);
  const press = (name: string) => {
    button(name)?.focus();
    expect(document.activeElement).toBe(button(name));
    button(name)?.click();
  };
  const holdsFocus = (name: string) =>
    eventually(() => {
      expect(button(name)).toBeDefined();
      expect(document.activeElement?.textContent.trim()).toBe(name);
    });
  press('Pause');
  await holdsFocus('Resume');
  press('Resume');
  await holdsFocus('Pause');
  press('Stop and keep');
  await holdsFocus('Resume');
});
