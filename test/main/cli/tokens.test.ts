import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runAtStep } from '../temporary-host.ts';
import { foxText } from '../fox-text.ts';
import { clientOf } from '../host/served-studio.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku, startKioku } from './spawn-cli.ts';

afterEach(endRunning);

test('a token is added, listed without itself, and revoked', async () => {
  const home = join(temporaryFolder(), 'data');
  const tokens = (...args: string[]) => kioku('tokens', ...args, '--data-dir', home);
  expect(await tokens('list')).toMatchObject({ code: 0, stdout: expect.stringContaining('kioku tokens add') });
  expect(existsSync(home)).toBe(false);

  const added = await tokens('add', 'class', '--scope', 'use');
  expect(added.stdout).toMatch(/^[\w-]{43}\n$/);
  const listed = await tokens('list', '--json');
  expect(JSON.parse(listed.stdout)).toEqual({ name: 'class', scope: 'use', createdAt: expect.any(Number) });
  expect(await tokens('add', 'class')).toMatchObject({ code: 1, stderr: expect.stringContaining('class') });
  expect(await tokens('revoke', 'class')).toMatchObject({ code: 0 });
  expect(await tokens('revoke', 'class')).toMatchObject({ code: 1 });
  expect(await tokens('list', '--json')).toMatchObject({ code: 0, stdout: '' });
  expect(await tokens('give', 'class')).toMatchObject({ code: 2 });
});

/** Makes a defect of each kind on a signal, as none is known that could be used. */
const defects = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => {
  setTimeout(() => { throw new Error('thrown unseen'); });
  Promise.reject(new Error('rejected unseen'));
})`)}`;

test.skipIf(process.platform === 'win32')(
  'a served studio takes a new token at once, logs defects that nobody catches, and goes on training',
  async () => {
    const home = temporaryFolder();
    const served = startKioku(
      ['serve', '--port', '0', '--no-open', '--json', '--data-dir', home],
      ['--import', defects],
    );
    const [{ url }] = jsonLines(await served.line((line) => line.includes('listening'))) as [{ url: string }];
    const { stdout } = await kioku('tokens', 'add', 'guest', '--scope', 'train', '--data-dir', home);
    const token = stdout.trim();
    const { client } = await clientOf({ port: Number(new URL(url).port) }, token);
    const { id: datasetId } = await client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) });
    const train = { batchSize: 10, sequenceLength: 10, epochs: 1000 };
    const { id: runId } = await client.runs.start({ datasetId, presetId: 'char-rnn-s', train });
    await runAtStep({ client }, runId, 1);

    served.process.kill('SIGUSR2');
    const log = () => readFileSync(join(home, 'serve.log'), 'utf8');
    await expect.poll(() => log().includes('thrown unseen') && log().includes('rejected unseen')).toBe(true);
    const { step } = await client.runs.get({ runId });
    expect((await runAtStep({ client }, runId, step + 1)).state).toBe('running');
    expect(log()).toMatch(/ info CALL runs\.start 200 in=\d+ out=\d+ ms=\d+ by=guest /);
    expect(log()).not.toContain(token);
    expect(log()).not.toContain('quick brown');
    served.process.kill('SIGTERM');
    expect((await served.result).code).toBe(0);
  },
);
