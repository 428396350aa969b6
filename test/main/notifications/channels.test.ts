import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import type {
  AddedChannel,
  ChannelTarget,
  NotificationMessage,
} from '../../../src-main/contract/notifications/notification-records.ts';
import { eventually } from '../../eventually.ts';
import { canMakeCertificates, makeCertificate } from '../host/make-certificate.ts';
import { SetClock } from '../runs/set-clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { mailServer } from './mail-server.ts';
import { closedPort, receivingServer } from './receiving-server.ts';

const add = ({ client }: TemporaryHost, target: ChannelTarget, secret?: string): Promise<AddedChannel> =>
  client.notifications.add({
    ...{ name: 'mine', events: ['finished'], language: 'en', target },
    ...(secret !== undefined && { secret }),
  });

async function attempt(host: TemporaryHost, target: ChannelTarget, secret?: string) {
  const { id } = await add(host, target, secret);
  const result = await host.client.notifications.test({ channelId: id });
  await host.client.notifications.remove({ channelId: id });
  return result;
}

const email = (port: number, more: Partial<ChannelTarget & { kind: 'email' }> = {}): ChannelTarget => ({
  ...{ kind: 'email', host: '127.0.0.1', port, security: 'none', user: null },
  ...{ from: 'studio@example.org', to: ['person@example.org'] },
  ...more,
});

test('a webhook is signed as the library of Standard Webhooks verifies it, with a key that is told once', async () => {
  const host = await openTemporaryHost();
  const server = await receivingServer();
  const added = await add(host, { kind: 'webhook', url: `${server.url}/hook?of=mine` });
  expect(added).toMatchObject({ name: 'mine', hasSecret: true, last: null });
  const sent = await host.client.notifications.test({ channelId: added.id });
  expect(sent).toEqual({ result: 'sent', answer: '200 OK taken' });
  const [{ path, headers, body }] = server.requests;
  expect(path).toBe('/hook?of=mine');
  const webhook = new Webhook(added.secret ?? '');
  const verified = webhook.verify(body, headers as Record<string, string>) as NotificationMessage;
  expect(verified).toMatchObject({ event: 'test', title: 'A test from Kioku Studio', run: null, finding: null });
  expect(() => webhook.verify(body.replace('test', 'text'), headers as Record<string, string>)).toThrow('signature');
  expect(JSON.stringify(await host.client.notifications.list())).not.toContain(added.secret);
});

test('a webhook is not followed elsewhere, and its refusal is told in the words of the server', async () => {
  const host = await openTemporaryHost();
  const [server, elsewhere] = [await receivingServer(), await receivingServer()];
  const { id } = await add(host, { kind: 'webhook', url: server.url });
  server.answers.push({ status: 302, headers: { location: elsewhere.url } }, { status: 404, text: 'no such hook' });
  const test = () => host.client.notifications.test({ channelId: id });
  expect(await test()).toEqual({ result: 'failed', reason: 'answered', detail: '302 Found' });
  expect(await test()).toEqual({ result: 'failed', reason: 'answered', detail: '404 Not Found no such hook' });
  expect(elsewhere.requests).toEqual([]);
});

test('what is in the way of an address is told by its reason', async () => {
  const clock = new SetClock('2026-11-29T10:00Z');
  const host = await openTemporaryHost({ clock });
  const refused = await attempt(host, { kind: 'webhook', url: `http://127.0.0.1:${await closedPort()}` });
  expect(refused).toMatchObject({ result: 'failed', reason: 'refused' });
  expect(await attempt(host, email(await closedPort()))).toMatchObject({ result: 'failed', reason: 'refused' });
  const unknown = await attempt(host, { kind: 'webhook', url: 'http://nobody.invalid' });
  expect(unknown).toMatchObject({ result: 'failed', reason: 'unknown-host' });
  const silent = await receivingServer();
  silent.answers.push(null);
  const late = attempt(host, { kind: 'webhook', url: silent.url });
  await eventually(() => expect(silent.requests).toHaveLength(1));
  clock.advance(60_000);
  expect(await late).toEqual({
    result: 'failed',
    reason: 'timeout',
    detail: 'There was no answer within 60 s.',
  });
});

test.runIf(canMakeCertificates)('a certificate that nobody vouches for is not accepted', async () => {
  const { certificate, key } = makeCertificate('IP:127.0.0.1');
  const tls = { cert: readFileSync(certificate), key: readFileSync(key) };
  const host = await openTemporaryHost();
  const server = await receivingServer(tls);
  expect(await attempt(host, { kind: 'webhook', url: server.url })).toMatchObject({ reason: 'certificate' });
  expect(server.requests).toEqual([]);
  for (const security of ['tls', 'starttls'] as const) {
    const { port, mails } = await mailServer({ ...tls, secure: security === 'tls' });
    expect(await attempt(host, email(port, { security }))).toMatchObject({ reason: 'certificate' });
    expect(mails).toEqual([]);
  }
});

test('ntfy gets title and text as JSON, also in Japanese, with the token of the topic', async () => {
  const host = await openTemporaryHost();
  const server = await receivingServer();
  const target: ChannelTarget = { kind: 'ntfy', server: server.url, topic: 'my-trainings' };
  const { id } = await host.client.notifications.add({
    ...{ name: 'phone', events: ['failed'], language: 'ja', target, secret: 'tk_secret' },
  });
  expect(await host.client.notifications.test({ channelId: id })).toMatchObject({ result: 'sent' });
  const [{ path, headers, body }] = server.requests;
  expect(path).toBe('/');
  expect(headers.authorization).toBe('Bearer tk_secret');
  expect(JSON.parse(body)).toMatchObject({ topic: 'my-trainings', title: 'Kioku Studio からのテスト', priority: 3 });
});

test('an e-mail arrives with subject and text, and a login that is refused is told', async () => {
  const host = await openTemporaryHost();
  const open = await mailServer();
  const target = email(open.port, { to: ['one@example.org', 'two@example.org'] });
  expect(await attempt(host, target)).toMatchObject({ result: 'sent', answer: expect.stringContaining('250') });
  expect(open.mails).toMatchObject([
    { from: 'studio@example.org', to: ['one@example.org', 'two@example.org'], user: null, isEncrypted: false },
  ]);
  expect(open.mails[0].content).toMatch(/^Subject: A test from Kioku Studio\r$/m);
  const locked = await mailServer({ authOptional: false, allowInsecureAuth: true });
  const withUser = email(locked.port, { user: 'kioku' });
  expect(await attempt(host, withUser, 'wrong password')).toMatchObject({ result: 'failed', reason: 'login' });
  expect(await attempt(host, withUser, 'right password')).toMatchObject({ result: 'sent' });
  expect(locked.mails).toMatchObject([{ user: 'kioku' }]);
  const full = await mailServer({ onRcptTo: (_address, _session, done) => done(new Error('The mailbox is full')) });
  expect(await attempt(host, email(full.port))).toMatchObject({
    ...{ result: 'failed', reason: 'answered', detail: expect.stringContaining('The mailbox is full') },
  });
});

test('a mail server that offers no encryption gets nothing where it is asked for', async () => {
  const host = await openTemporaryHost();
  const { port, mails } = await mailServer({ disabledCommands: ['STARTTLS'] });
  expect(await attempt(host, email(port, { security: 'starttls' }))).toMatchObject({ result: 'failed' });
  expect(mails).toEqual([]);
});

test('a program gets the message as arguments, environment and input, and no shell reads any of it', async () => {
  const host = await openTemporaryHost();
  const script = join(temporaryFolder(), 'tell.mjs');
  writeFileSync(
    script,
    `import { text } from 'node:stream/consumers';
     const { event, id } = JSON.parse(await text(process.stdin));
     console.log(JSON.stringify({ args: process.argv.slice(2), title: process.env.KIOKU_TITLE, event, hasId: id !== '' }));`,
  );
  const command = [process.execPath, script, '{title}', '$(touch pwned); {event}', '{unknown}'];
  const told = await attempt(host, { kind: 'command', command });
  if (told.result !== 'sent') throw new Error(told.detail);
  expect(JSON.parse(told.answer)).toEqual({
    args: ['A test from Kioku Studio', '$(touch pwned); test', '{unknown}'],
    ...{ title: 'A test from Kioku Studio', event: 'test', hasId: true },
  });
  const failing = [process.execPath, '-e', 'console.error("no display"); process.exit(3)'];
  expect(await attempt(host, { kind: 'command', command: failing })).toEqual({
    ...{ result: 'failed', reason: 'exit-code', detail: '3 no display' },
  });
  expect(await attempt(host, { kind: 'command', command: ['/there/is/no/program'] })).toMatchObject({
    ...{ result: 'failed', reason: 'no-program' },
  });
  const loud = [process.execPath, '-e', 'for (let n = 0; n < 2000; n++) console.log("x".repeat(1000))'];
  expect(await attempt(host, { kind: 'command', command: loud })).toMatchObject({ result: 'sent' });
});

test('secrets lie in files that only their owner reads, and leave by no answer, log or backup', async () => {
  const dataDir = temporaryFolder();
  const host = await openTemporaryHost({ dataDir });
  const server = await receivingServer();
  server.answers.push({ status: 401, text: 'tk_very-secret is not known here' });
  const { id } = await add(host, { kind: 'ntfy', server: server.url, topic: 'mine' }, 'tk_very-secret');
  const refused = await host.client.notifications.test({ channelId: id });
  expect(refused).toMatchObject({ reason: 'answered', detail: '401 Unauthorized … is not known here' });
  const events = ['diverged'] as const;
  await host.client.notifications.update({
    ...{ channelId: id, name: 'mine', events: [...events], language: 'en' },
    target: { kind: 'ntfy', server: server.url, topic: 'other' },
  });
  await host.client.notifications.test({ channelId: id });
  expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer tk_very-secret');
  expect(JSON.stringify([await host.client.notifications.list(), host.logged])).not.toContain('very-secret');
  await host.close();
  const holding = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes('very-secret'));
  expect(holding).toEqual([join(dataDir, 'notifications', `${id}.json`)]);
  if (process.platform !== 'win32') expect(statSync(holding[0]).mode & 0o777).toBe(0o600);
});

test('with a key secrets are sealed, and who has not the key says so', async () => {
  const dataDir = temporaryFolder();
  const server = await receivingServer();
  const desktop = await openTemporaryHost({
    dataDir,
    readSecretKey: () => Promise.resolve(new Uint8Array(32).fill(7)),
  });
  const { id } = await add(desktop, { kind: 'ntfy', server: server.url, topic: 'mine' }, 'tk_very-secret');
  expect(await desktop.client.notifications.test({ channelId: id })).toMatchObject({ result: 'sent' });
  expect(server.requests[0].headers.authorization).toBe('Bearer tk_very-secret');
  await desktop.close();
  expect(readFileSync(join(dataDir, 'notifications', `${id}.json`), 'utf8')).not.toContain('very-secret');
  const command = await openTemporaryHost({ dataDir });
  expect(await command.client.notifications.test({ channelId: id })).toEqual({
    ...{ result: 'failed', reason: 'sealed', detail: '' },
  });
  expect(server.requests).toHaveLength(1);
});

test('names are told apart, a key of another form is refused, and a secret does not follow to another kind', async () => {
  const host = await openTemporaryHost();
  const refused = (reason: string) =>
    expect.objectContaining({ data: { code: 'channel-refused', details: expect.objectContaining({ reason }) } });
  const server = await receivingServer();
  const { id } = await add(host, { kind: 'ntfy', server: server.url, topic: 'mine' }, 'tk_secret');
  await expect(add(host, { kind: 'ntfy', server: server.url, topic: 'mine' })).rejects.toEqual(refused('taken'));
  const webhook: ChannelTarget = { kind: 'webhook', url: server.url };
  const change = { channelId: id, name: 'mine', events: ['failed' as const], language: 'en' as const, target: webhook };
  await expect(host.client.notifications.update(change)).rejects.toEqual(refused('no-key'));
  await expect(host.client.notifications.update({ ...change, secret: 'tk_secret' })).rejects.toEqual(refused('key'));
  const mail = await mailServer();
  const changed = await host.client.notifications.update({ ...change, target: email(mail.port) });
  expect(changed).toMatchObject({ hasSecret: false, target: { kind: 'email' } });
  await host.client.notifications.remove({ channelId: id });
  await expect(host.client.notifications.test({ channelId: id })).rejects.toEqual(refused('unknown'));
});
