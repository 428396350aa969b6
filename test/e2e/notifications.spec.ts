import type { Locator, Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, sharedTest as test, type SharedStudio } from './studio.ts';

/** A web server that keeps what it is sent, and answers as it is told. */
async function webServer() {
  const requests: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const answer = { status: 200, text: 'thank you' };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status).end(answer.text);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, answer, close: () => server.close() };
}

/** A mail server that one person may use. */
async function mailServer() {
  const mails: string[] = [];
  const server = new SMTPServer({
    disableReverseLookup: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ password }, _session, done) =>
      password === 'the right one' ? done(null, { user: 'ann' }) : done(new Error('Invalid password')),
    onData(stream, _session, done) {
      void text(stream).then((mail) => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}

/** Opens the dialog of a new channel of a kind, with a name. */
async function begin(page: Page, say: typeof en.notify, kind: string, name: string): Promise<Locator> {
  await page.getByRole('button', { name: say.add }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say.kind, { exact: true }).selectOption(kind);
  await dialog.getByLabel(say.name, { exact: true }).fill(name);
  return dialog;
}

async function save(dialog: Locator, say: typeof en.notify): Promise<void> {
  await dialog.getByRole('button', { name: say.save, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

const of = (message: string, name: string) => message.replace('{name}', name);

for (const [locale, colorScheme, words] of [
  ['en-US', 'dark', en],
  ['ja-JP', 'light', ja],
] as const) {
  const say = words.notify as typeof en.notify;
  test.describe(locale, () => {
    test.use({ locale, colorScheme });

    /** Secrets are sealed in the desktop program, and programs can be set there: this is how it is in a browser. */
    async function openSettings(shared: SharedStudio): Promise<Page> {
      const page = await shared.openWindow('/settings');
      await expect(page.getByText(say.none)).toBeVisible();
      return page;
    }

    test('a topic of ntfy is tried, and its token is never shown again', async ({ shared }) => {
      const page = await openSettings(shared);
      const server = await webServer();
      const dialog = await begin(page, say, 'ntfy', 'phone');
      const saving = dialog.getByRole('button', { name: say.save, exact: true });
      await expect(saving).toBeDisabled();
      await dialog.getByLabel(say.server, { exact: true }).fill(server.url);
      await dialog.getByLabel(say.topic, { exact: true }).fill('runs-7f3a');
      await dialog.getByLabel(say.secrets.ntfy).fill('tk_secret');
      for (const event of Object.values(say.eventNames)) await dialog.getByLabel(event).uncheck();
      await expect(dialog.getByText(say.noEvent)).toBeVisible();
      await expect(saving).toBeDisabled();
      await dialog.getByLabel(say.eventNames.finished).check();
      expect(await seriousViolations(page)).toEqual([]);
      await save(dialog, say);

      await page.getByRole('button', { name: of(say.testOf, 'phone') }).click();
      await expect(page.getByText(say.sent.slice(0, 4))).toBeVisible();
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]?.headers.authorization).toBe('Bearer tk_secret');

      await page.getByRole('button', { name: of(say.edit, 'phone') }).click();
      await expect(page.getByLabel(say.secrets.ntfy)).toHaveValue('');
      await expect(page.getByText(say.secretHints.kept)).toBeVisible();
      expect(await page.content()).not.toContain('tk_secret');
      await page.getByLabel(say.topic, { exact: true }).fill('other-topic');
      await save(page.getByRole('dialog'), say);
      await page.getByRole('button', { name: of(say.testOf, 'phone') }).click();
      await expect.poll(() => server.requests.length).toBe(2);
      expect(server.requests[1]?.headers.authorization).toBe('Bearer tk_secret');
      expect(server.requests.map(({ path, body }) => path + body).join()).toContain('other-topic');

      server.close();
      await page.getByRole('button', { name: of(say.remove, 'phone') }).click();
      await expect(page.getByText(say.none)).toBeVisible();
    });

    test('a webhook shows its key once, with which others verify it, and what the other end says against it', async ({
      shared,
    }) => {
      const page = await openSettings(shared);
      const server = await webServer();
      const dialog = await begin(page, say, 'webhook', 'hook');
      await dialog.getByLabel(say.url).fill(`${server.url}/kioku`);
      await save(dialog, say);
      const key = page.getByRole('textbox', { name: of(say.key, 'hook') });
      await expect(key).toHaveValue(/^whsec_/);
      const secret = await key.inputValue();
      expect(await seriousViolations(page)).toEqual([]);

      await page.getByRole('button', { name: of(say.testOf, 'hook') }).click();
      await expect(page.getByText(say.sentWith.replace('{answer}', '200 OK'))).toBeVisible();
      const [{ body, headers }] = server.requests as [(typeof server.requests)[number]];
      const message = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(message).toMatchObject({ event: 'test', run: null });

      Object.assign(server.answer, { status: 507, text: 'the disk is full' });
      await page.getByRole('button', { name: of(say.testOf, 'hook') }).click();
      await expect(page.getByText(/507.+the disk is full/)).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
      server.close();

      await page.reload();
      await expect(page.getByRole('button', { name: of(say.testOf, 'hook') })).toBeVisible();
      await expect(key).toHaveCount(0);
      expect(await page.content()).not.toContain(secret);
    });

    test('mail is refused with a wrong password, and goes out with the right one', async ({ shared }) => {
      const page = await openSettings(shared);
      const server = await mailServer();
      const dialog = await begin(page, say, 'email', 'mail');
      await dialog.getByLabel(say.host).fill('127.0.0.1');
      await dialog.getByLabel(say.security, { exact: true }).selectOption('none');
      await dialog.getByLabel(say.port, { exact: true }).fill(String(server.port));
      await dialog.getByLabel(say.from).fill('studio@example.org');
      await dialog.getByLabel(say.to, { exact: true }).fill('ann@example.org, bob@example.org');
      await dialog.getByLabel(say.user, { exact: true }).fill('ann');
      await dialog.getByLabel(say.secrets.email).fill('a wrong one');
      expect(await seriousViolations(page)).toEqual([]);
      await save(dialog, say);
      await page.getByRole('button', { name: of(say.testOf, 'mail') }).click();
      await expect(page.getByText(say.why.login)).toBeVisible();
      expect(server.mails).toEqual([]);

      await page.getByRole('button', { name: of(say.edit, 'mail') }).click();
      await page.getByLabel(say.secrets.email).fill('the right one');
      await save(page.getByRole('dialog'), say);
      await page.getByRole('button', { name: of(say.testOf, 'mail') }).click();
      await expect(page.getByText(say.why.login)).toHaveCount(0);
      await expect.poll(() => server.mails.length).toBe(1);
      expect(server.mails[0]).toMatch(/^To: .*ann@example\.org.*bob@example\.org/m);
      await server.close();
      await page.getByRole('button', { name: of(say.testOf, 'mail') }).click();
      await expect(page.getByText(say.why.refused)).toBeVisible();
    });

    test('no program can be set from a browser, and the dialog says where', async ({ shared }) => {
      const page = await openSettings(shared);
      const dialog = await begin(page, say, 'command', 'desk');
      await expect(dialog.getByLabel(say.command, { exact: true })).toBeDisabled();
      await expect(dialog.getByText('kioku notify add NAME -- PROGRAM')).toBeVisible();
      await expect(dialog.getByRole('button', { name: say.save, exact: true })).toBeDisabled();
      expect(await seriousViolations(page)).toEqual([]);
    });

    test('a token opens the HTTP API until it is taken back, and is shown once', async ({ shared }) => {
      const page = await openSettings(shared);
      const api = words.httpApi as typeof en.httpApi;
      await page.getByLabel(api.name).fill('a program');
      await page.getByRole('button', { name: api.add, exact: true }).click();
      await expect(page.getByRole('alert')).toContainText('a program');
      await page.getByLabel(api.name).fill('a-program');
      await page.getByLabel(api.scope, { exact: true }).selectOption('use');
      await page.getByRole('button', { name: api.add, exact: true }).click();
      const token = await page.getByRole('textbox', { name: of(api.added, 'a-program') }).inputValue();
      const base = await page.getByRole('textbox', { name: api.url }).inputValue();
      const ask = () => fetch(`${base}/models`, { headers: { authorization: `Bearer ${token}` } });
      expect((await ask()).status).toBe(200);
      expect(await seriousViolations(page)).toEqual([]);
      await page.reload();
      await expect(page.getByText('a-program')).toBeVisible();
      expect(await page.content()).not.toContain(token);
      await page.getByRole('button', { name: of(api.remove, 'a-program') }).click();
      await expect(page.getByText('a-program')).toHaveCount(0);
      expect((await ask()).status).toBe(401);
    });
  });
}
