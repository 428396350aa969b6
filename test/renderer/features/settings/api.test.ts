import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../eventually.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { FakeShell } from '../../studio/fake-shell.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';

let host: FakeHost;
let studio: MountedStudio | null = null;
let uninstall: () => void = () => undefined;

beforeEach(() => void (host = new FakeHost()));
afterEach(() => {
  studio?.unmount();
  studio = null;
  uninstall();
});

test('a token is given, shown once and taken back, and the command to try it names the address', async () => {
  const { field, fill, click, button, text } = (studio = await mountStudio(host, '/settings'));
  await eventually(() => expect(field('Base URL').value).toBe('http://127.0.0.1:5860/v1'));
  expect(field('Try it in a terminal').value).toContain('http://127.0.0.1:5860/v1/completions');
  // A served studio has its API anyway.
  expect(text()).not.toContain('Serve the HTTP API');
  expect(button('Add').disabled).toBe(true);
  await fill('Name of a new token', 'notebook');
  await click('Add');
  await eventually(() => expect(field('Token of “notebook”').value).toBe('token-of-notebook'));
  expect(host.tokens).toEqual([{ name: 'notebook', scope: 'use', createdAt: 1 }]);
  await eventually(() => expect(button('Remove the token “notebook”')).toBeDefined());
  await click('Remove the token “notebook”');
  await eventually(() => expect(host.tokens).toEqual([]));
  await eventually(() => expect(text()).not.toContain('Token of “notebook”'));
});

test('the desktop program serves it only where the person says so, and says what is in the way', async () => {
  uninstall = new FakeShell().install();
  host.httpApiStatus = { state: 'failed', url: null, message: 'Port 5861 is in use.' };
  const { field, text } = (studio = await mountStudio(host, '/settings'));
  await eventually(() => expect(text()).toContain('Serve the HTTP API on this machine'));
  (field('Serve the HTTP API on this machine') as HTMLInputElement).click();
  await eventually(() => expect(host.settings.httpApi).toBe(true));
  await settle();
  expect(text()).toContain('The HTTP API cannot be reached. Port 5861 is in use.');
});
