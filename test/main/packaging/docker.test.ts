import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';
import { serve } from '../../../src-main/cli/commands/serve.ts';

const read = (name: string) => readFileSync(new URL(`../../../resources/docker/${name}`, import.meta.url), 'utf8');

/** Whether these words are what the command takes. */
function expectServes([command, ...words]: string[]): void {
  expect(command).toBe('serve');
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  expect(Object.keys(serve.options)).toEqual(expect.arrayContaining(options));
}

test('the image is described without a fault, by a user of its own, and serves', () => {
  const text = read('Dockerfile');
  expect(validate(text)).toEqual([]);
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(text) ?? [];
  expectServes(JSON.parse(command) as string[]);
  expect(text).toMatch(/^USER node$/m);
});

test('npm takes the lock file as it is, as the image asks it to', async () => {
  expect(read('Dockerfile')).toContain('npm ci');
  const folder = temporaryFolder();
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(name, join(folder, name));
  // Nothing is fetched: only the two files are compared.
  const compare = ['ci', '--dry-run', '--ignore-scripts', '--offline', '--no-audit'];
  const { stdout } = await promisify(execFile)('npm', compare, { cwd: folder, shell: process.platform === 'win32' });
  expect(stdout).toMatch(/added \d+ packages/);
});

test('the studio is reached only through the proxy, which knows it by its name and port', () => {
  const { services, volumes } = parse(read('compose.yaml')) as {
    services: Record<string, { command?: string[]; ports?: string[]; expose?: string[]; volumes: string[] }>;
    volumes: object;
  };
  const { studio, proxy } = services;
  expectServes(studio.command ?? []);
  expect(studio.ports).toBeUndefined();
  expect(proxy.ports).toContain('443:443');
  expect(read('Caddyfile')).toContain(`reverse_proxy studio:${studio.expose?.[0]}`);
  for (const name of [...studio.volumes, ...proxy.volumes].map((volume) => volume.split(':')[0]))
    if (!name.startsWith('.')) expect(Object.keys(volumes)).toContain(name);
});
