import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { builtStudio } from '../../../src-main/cli/desktop/studio-build.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';

test('the built desktop program does the main job under plain Node, and gets over the death of each of its processes', async () => {
  const out = join(await builtStudio(), '..');
  const home = temporaryFolder();
  const program = fileURLToPath(new URL('./run-bundles.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, out, home], {
    env: { ...process.env, KIOKU_DATA_DIR: join(home, 'data') },
  });
  const [job, crashes, end] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(job).toMatchObject({
    version: '1.2.3',
    dataset: 4500,
    state: 'finished',
    epoch: 1,
    notified: ['Training finished'],
    processes: expect.arrayContaining(['Kioku Studio host', 'Kioku Studio engine', 'Kioku Studio file formats']),
  });
  // The kernels were found beside the bundle, and not only the reference backend.
  expect(job['variant']).toMatch(/^(native-[a-z0-9]+|revectorized|relaxed|baseline)$/);
  expect(job['text']).toHaveLength(40);
  // PyTorch may not be there to check its project.
  expect(job['verdicts']).toEqual(['passed', expect.stringMatching(/^(passed|not-run)$/)]);
  const exported = expect.stringContaining(join(home, 'data', 'exports'));
  expect(job['revealed']).toEqual([exported, exported]);
  expect(crashes).toEqual({ afterEngine: 'interrupted', afterHost: 'interrupted', hosts: 2 });
  expect(end).toEqual({ exitCode: 0, asked: ['A training is under way.'] });
  const host = await openTemporaryHost({ dataDir: join(home, 'data') });
  expect((await host.client.runs.list()).map(({ state }) => state).sort()).toEqual(['finished', 'paused']);
});
