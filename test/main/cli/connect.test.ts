import { createORPCClient } from '@orpc/client';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { LocalClient } from '../../../src-main/contract/local-contract.ts';
import { socketLink } from '../../../src-main/host/local/socket-link.ts';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku, startKioku } from './spawn-cli.ts';

afterEach(endRunning);

async function serveElsewhere() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('fox.txt'), foxText);
  const home = ['--data-dir', at('home')];
  const served = startKioku(['serve', '--port', '0', '--no-open', '--json', ...home]);
  const { url } = JSON.parse(await served.line((line) => line.includes('listening'))) as { url: string };
  const { origin } = new URL(url);
  return { at, home, origin, there: ['--connect', origin, '--token-file', at('home/serve-token')] };
}

test('commands work in a studio that is served elsewhere: files are uploaded, and exports fetched', async () => {
  const { at, there } = await serveElsewhere();
  const sizes = ['--preset', 'char-rnn-s', '--batch-size', '10', '--sequence-length', '10', '--epochs', '1'];
  const trained = await kioku('train', '--data', at('fox.txt'), ...sizes, ...there);
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  expect(trained.stdout).toContain(`--connect ${there[1]} --token-file`);
  const written = await kioku('generate', '--run', 'last', '--prompt', 'the ', '--length', '20', ...there);
  expect(written).toMatchObject({ code: 0, stderr: '' });
  const out = at('fox.safetensors');
  const exported = await kioku('export', '--run', 'last', '--format', 'safetensors', '--out', out, '--json', ...there);
  expect(exported).toMatchObject({ code: 0, stderr: '' });
  expect(statSync(out).size).toBe(jsonLines(exported.stdout)[0]?.['bytes']);
  expect(jsonLines((await kioku('runs', '--json', ...there)).stdout)).toHaveLength(1);
});

test('who may come in is asked there, and what is wrong is said', async () => {
  const { at, home, origin } = await serveElsewhere();
  writeFileSync(at('wrong'), 'no-token-of-this-studio\n');
  const refused = await kioku('runs', '--connect', origin, '--token-file', at('wrong'));
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('does not know this token') });

  const { stdout: token } = await kioku('tokens', 'add', 'reader', '--scope', 'look', ...home);
  writeFileSync(at('reader'), token);
  const reader = ['--connect', origin, '--token-file', at('reader')];
  expect(await kioku('runs', ...reader)).toMatchObject({ code: 0, stderr: '' });
  const changed = await kioku('datasets', '--add-sample', 'first-names', ...reader);
  expect(changed).toMatchObject({ code: 1, stderr: expect.stringContaining('lets you look') });

  for (const [args, words] of [
    [['--connect', origin], '--token-file'],
    [['--connect', origin, '--token-file', at('wrong'), ...home], 'not both'],
    [['--token-file', at('wrong')], '--token-file goes with --connect.'],
    [['--connect', 'studio', '--token-file', at('wrong')], '--connect takes the address'],
  ] as const) {
    expect(await kioku('runs', ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
  }
});

test('no path of the machine is taken over a WebSocket', async () => {
  const { at, origin } = await serveElsewhere();
  const token = readFileSync(at('home/serve-token'), 'utf8').trim();
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api`, {
    origin,
    headers: { authorization: `Bearer ${token}` },
  });
  await once(socket, 'open');
  const { link, close } = socketLink(socket);
  const client = createORPCClient<LocalClient>(link);
  const files = [{ path: 'passwd', bytes: 10, file: '/etc/passwd' }];
  await expect(client.local.stageFiles({ name: 'passwd', files })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client.local.takeOver()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await close();
  expect(existsSync(at('home/host.sock'))).toBe(true);
});
