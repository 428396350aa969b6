import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

/** With all that a system may call its folder for caches in one place. */
async function summaryWithHome(home: string): Promise<string> {
  const env = {
    ...process.env,
    HOME: home,
    USERPROFILE: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    LOCALAPPDATA: home,
    // Tests keep what they compile elsewhere.
    NODE_COMPILE_CACHE: undefined,
  };
  const summary = ['src-main/cli/kioku.ts', 'summary', '--template', 'course-classifier'];
  return (await promisify(execFile)(process.execPath, summary, { env })).stdout;
}

test('what Node makes of the sources is kept for the next start, with other things that can be made again', async () => {
  const home = temporaryFolder();
  const first = await summaryWithHome(home);
  const kept = readdirSync(home, { recursive: true }).map(String);
  expect(kept.filter((path) => /[\\/]compiled[\\/].*[\\/]/.test(path)).length).toBeGreaterThan(10);
  expect(await summaryWithHome(home)).toBe(first);
});

test('where nothing can be kept, commands work all the same', async () => {
  const home = join(temporaryFolder(), 'a-file');
  writeFileSync(home, '');
  expect(await summaryWithHome(home)).toContain('20,223,927');
  expect(existsSync(join(home, '.cache'))).toBe(false);
});
