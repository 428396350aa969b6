import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../../eventually.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';

let studio: MountedStudio | null = null;
afterEach(() => {
  studio?.unmount();
  studio = null;
});

async function open(scope: FakeHost['scope']) {
  const host = new FakeHost();
  host.scope = scope;
  host.silentEngines = [{ engine: 'training', silentSince: Date.now() - 12_000 }];
  studio = await mountStudio(host, '/runs');
  await eventually(() => expect(studio?.text()).toContain('The engine that trains has not answered for'));
  return { host, ...studio };
}

test('an engine that is silent can be ended at once, from any page', async () => {
  const { host, text, click } = await open('train');
  expect(text()).toContain('can be resumed from there');
  await click('End at once');
  await eventually(() => expect(text()).not.toContain('has not answered'));
  expect(host.endedEngines).toEqual(['training']);
});

test('or be waited for, for which it is left alone', async () => {
  const { host, text, click } = await open('train');
  await click('Wait');
  await eventually(() => expect(text()).not.toContain('has not answered'));
  expect(host.endedEngines).toEqual([]);
});

test('whoever may not train is not offered to end it', async () => {
  const { button } = await open('look');
  expect(() => button('End at once')).toThrow();
  expect(button('Wait')).toBeDefined();
});
