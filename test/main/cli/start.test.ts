import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { endRunning, startNpm } from './spawn-cli.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kioku-start-'));
afterEach(endRunning);
afterAll(() => rmSync(dataDir, { recursive: true }));

test.each(['start', 'demo', 'bench'])('npm run %s -- --help says what it does', async (script) => {
  const { code, stdout } = await startNpm(script, ['--help']).result;
  expect(code).toBe(0);
  expect(stdout).toContain(`Examples\n  npm `);
});

test('npm start without a display serves the studio, says so, and ends in order', async () => {
  const studio = startNpm('start', ['--data-dir', dataDir]);
  const line = await studio.line((candidate) => candidate.includes('http://'));
  const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line)?.[0] ?? '';
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
  await studio.line((candidate) => candidate.startsWith('No window could be opened'));
  studio.process.kill('SIGTERM');
  const { stdout, stderr } = await studio.result;
  expect(stdout).toMatch(/^There is no display/);
  expect(stderr).not.toMatch(/error/i);
});
