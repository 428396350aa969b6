import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../eventually.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { FakeShell } from '../../studio/fake-shell.ts';
import { mountStudio, type MountedStudio } from '../../studio/mount-studio.ts';

let host: FakeHost;
let studio: MountedStudio | null = null;
let uninstall: () => void = () => undefined;

beforeEach(() => void (host = new FakeHost()));
afterEach(() => {
  studio?.unmount();
  studio = null;
  uninstall();
  uninstall = () => undefined;
});

async function openDialog(): Promise<MountedStudio> {
  studio = await mountStudio(host, '/settings');
  const { text, click } = studio;
  await eventually(() => expect(text()).toContain('Nobody is told yet.'));
  await click('Add a channel…');
  await eventually(() => expect(text()).toContain('Whoever knows the topic can read along'));
  return studio;
}

test('a topic of ntfy is added, tried with the answer shown, changed and deleted', async () => {
  const { fill, field, click, button, text } = await openDialog();
  expect(button('Save').disabled).toBe(true);
  await fill('Name', 'phone');
  await fill('Topic', 'my trainings');
  expect(button('Save').disabled).toBe(true);
  await fill('Topic', 'my-trainings');
  (field('the doctor finds a fault or a warning') as HTMLInputElement).click();
  await click('Save');
  await eventually(() =>
    expect(host.channels).toMatchObject([
      {
        ...{ name: 'phone', language: 'en', events: ['finished', 'stopped-early', 'failed', 'diverged'] },
        target: { kind: 'ntfy', server: 'https://ntfy.sh', topic: 'my-trainings' },
      },
    ]),
  );
  await eventually(() => expect(text()).toContain('my-trainings at https://ntfy.sh'));
  await click('Try now: “phone”');
  await eventually(() => expect(text()).toContain('It was taken. The answer: 200 OK'));
  host.attempt = { result: 'failed', reason: 'certificate', detail: 'self-signed certificate' };
  await click('Try now: “phone”');
  await eventually(() =>
    expect(text()).toContain('The certificate of the server is not trusted here. (self-signed certificate)'),
  );

  await click('Change “phone”');
  await eventually(() => expect(field('Topic').value).toBe('my-trainings'));
  await fill('Topic', 'other');
  await click('Save');
  await eventually(() => expect(text()).toContain('other at https://ntfy.sh'));
  await click('Delete “phone”');
  await eventually(() => expect(host.channels).toEqual([]));
});

test('the key that was made for a webhook is shown once', async () => {
  const { fill, field, click } = await openDialog();
  await fill('By', 'webhook');
  await fill('Name', 'hook');
  await fill('Address (URL)', 'https://example.org/hook');
  await click('Save');
  await eventually(() => expect(field('Key of “hook”').value).toBe('whsec_of-hook'));
});

test('a mail server is asked for at the usual port of its encryption', async () => {
  const { fill, field, click } = await openDialog();
  await fill('By', 'email');
  expect(field('Port').value).toBe('465');
  await fill('Encryption', 'starttls');
  await eventually(() => expect(field('Port').value).toBe('587'));
  await fill('Name', 'mail');
  await fill('Mail server', 'mail.example.org');
  await fill('Sender', 'studio@example.org');
  await fill('Recipients', 'me@example.org, you@example.org');
  await click('Save');
  await eventually(() =>
    expect(host.channels).toMatchObject([
      { target: { kind: 'email', port: 587, user: null, to: ['me@example.org', 'you@example.org'] }, hasSecret: false },
    ]),
  );
});

test('a program is set in the desktop program, and in a browser the way to do so is told', async () => {
  const browser = await openDialog();
  await browser.fill('By', 'command');
  expect(browser.text()).toContain('In a browser no program can be set.');
  expect((browser.field('Program and arguments') as HTMLTextAreaElement).disabled).toBe(true);
  browser.unmount();

  uninstall = new FakeShell().install();
  const { fill, field, click } = await openDialog();
  await fill('By', 'command');
  await fill('Name', 'desk');
  await fill('Program and arguments', 'notify-send\n{title}\n{text}');
  expect(field('Program and arguments').getAttribute('aria-describedby')).not.toBeNull();
  await click('Save');
  await eventually(() =>
    expect(host.channels).toMatchObject([
      { target: { kind: 'command', command: ['notify-send', '{title}', '{text}'] } },
    ]),
  );
});
