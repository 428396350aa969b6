import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../../eventually.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';
import { aRun } from '../../studio/sample-records.ts';

let studio: MountedStudio | null = null;
afterEach(() => {
  studio?.unmount();
  studio = null;
});

async function open(scope: FakeHost['scope'], address: string): Promise<MountedStudio> {
  const host = new FakeHost();
  host.scope = scope;
  host.runs = [aRun({ id: 'one', state: 'running', checkpointCount: 1 })];
  return (studio = await mountStudio(host, address));
}

test('whoever may only look is told so, and offered nothing that would be refused', async () => {
  const { text, button } = await open('look', '/runs');
  await eventually(() => expect(text()).toContain('Look only'));
  for (const name of ['New run', 'New sweep', /^Pause/, /^Actions for/]) expect(() => button(name)).toThrow();
});

test('whoever may write texts, too, cannot train', async () => {
  const { text, button } = await open('use', '/datasets');
  await eventually(() => expect(text()).toContain('Look and write'));
  expect(() => button(/^Choose/)).toThrow();
});

test('whoever runs the studio sees all of it, and no word of access', async () => {
  const { text, button } = await open('train', '/runs');
  expect(button('New run')).toBeDefined();
  expect(text()).not.toMatch(/Look only|Look and write/);
});
