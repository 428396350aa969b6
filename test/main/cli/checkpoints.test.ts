import { expect, test } from 'vitest';
import { jsonLines, kioku } from './spawn-cli.ts';
import { trainedHome } from './trained-home.ts';

test('the checkpoints of a run are listed with their room, which can be changed, and some are kept whatever it is', async () => {
  const { home } = await trainedHome();
  const list = await kioku('checkpoints', ...home);
  expect(list).toMatchObject({ code: 0, stderr: '' });
  expect(list.stdout).toMatch(/: \d+ checkpoints, [\d.]+ MB of 256 MB\n/);
  expect(list.stdout).toMatch(/^ *0 +0 +– +– +[\d.]+ \wB +beginning +–$/m);
  expect((await kioku('runs', ...home)).stdout).toMatch(/\d+ checkpoints, [\d.]+ MB of 256 MB/);

  const kept = await kioku('checkpoints', '--step', '0', '--pin', '--name', 'untrained', '--space', '1.5 GB', ...home);
  expect(kept).toMatchObject({ code: 0, stderr: '' });
  expect(kept.stdout).toMatch(/of 1\.5 GB\n/);
  expect(kept.stdout).toMatch(/beginning +pinned, “untrained”$/m);
  const [first, ...records] = jsonLines((await kioku('checkpoints', '--json', ...home)).stdout);
  expect(first).toMatchObject({ space: { count: records.length, spaceBytes: 1.5e9 } });
  expect(records[0]).toMatchObject({ step: 0, reason: 'branch', isPinned: true, name: 'untrained' });

  const wrong = await Promise.all([
    kioku('checkpoints', '--step', '7', '--pin', ...home),
    kioku('checkpoints', '--pin', ...home),
    kioku('checkpoints', '--space', 'much', ...home),
  ]);
  expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(wrong[0].stderr).toMatch(/has no checkpoint of step 7: 0, /);
  expect(wrong[2].stderr).toContain('takes a size such as 500MB or 1.5GB');
});
