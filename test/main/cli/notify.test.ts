import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { foxText } from '../fox-text.ts';
import { receivingServer } from '../notifications/receiving-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, kioku } from './spawn-cli.ts';

afterEach(endRunning);

test('a channel is added, tried, told of a training before the command ends, and removed', async () => {
  const folder = temporaryFolder();
  const home = ['--data-dir', join(folder, 'data')];
  const notify = (...args: string[]) => kioku('notify', ...args, ...home);
  const server = await receivingServer();
  const token = join(folder, 'token.txt');
  writeFileSync(token, 'tk_secret\n');
  const ntfy = ['--ntfy', 'mine', '--server', server.url, '--secret-file', token];
  expect(await notify('add', 'phone', ...ntfy, '--events', 'finished')).toMatchObject({ code: 0 });
  const webhook = await notify('add', 'hook', '--webhook', server.url, '--events', 'failed', '--json');
  expect(JSON.parse(webhook.stdout)).toMatchObject({ name: 'hook', secret: expect.stringMatching(/^whsec_/) });

  expect(await notify('test', 'phone')).toMatchObject({ code: 0, stdout: 'It was taken. The answer: 200 OK taken\n' });
  expect(server.requests[0].headers.authorization).toBe('Bearer tk_secret');
  server.answers.push({ status: 403, text: 'forbidden' });
  const refused = await notify('test', 'phone', '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toEqual({
    result: 'failed',
    reason: 'answered',
    detail: '403 Forbidden forbidden',
  });

  const data = join(folder, 'fox.txt');
  writeFileSync(data, foxText);
  const trained = await kioku('train', '--data', data, '--preset', 'char-rnn-s', '--max-steps', '3', ...home);
  expect(trained.code).toBe(0);
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({ title: expect.stringContaining('finished') });
  const listed = await notify('list');
  expect(listed.stdout).toMatch(/^phone +mine at http:\S+ +finished +sent /m);
  expect(listed.stdout + trained.stdout + trained.stderr).not.toContain('tk_secret');

  expect(await notify('remove', 'phone')).toMatchObject({ code: 0 });
  expect(await notify('remove', 'phone')).toMatchObject({ code: 1, stderr: expect.stringContaining('notify list') });
});

test('a command line that makes no sense says what would', async () => {
  const notify = (...args: string[]) => kioku('notify', ...args, '--data-dir', temporaryFolder());
  for (const [args, words] of [
    [['tell'], 'add, list, test, remove'],
    [['add', 'phone'], '--ntfy TOPIC'],
    [['add', 'phone', '--ntfy', 'a b'], 'letters, digits'],
    [['add', 'phone', '--ntfy', 'mine', '--events', 'over'], 'finished, stopped-early'],
    [['add', 'mail', '--email', 'me@example.org'], '--smtp HOST'],
    [['add', 'hook', '--webhook', 'https://me:word@example.org'], 'without a password'],
  ] as const)
    expect(await notify(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
});
