import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A small disk of one's own, mounted where nobody else sees it, wants Linux and leave to make a namespace. */
const mountSmallDisk = 'mount -t tmpfs -o size=100m tmpfs "$0"';
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', mountSmallDisk, '/mnt']).status === 0;
if (!canMount) console.log('Skipped: a full disk. No small disk can be mounted here (unshare -rm, mount -t tmpfs).');

test.runIf(canMount)('on a full disk a run is interrupted, says so, and goes on when there is space', () => {
  const disk = temporaryFolder();
  const program = fileURLToPath(new URL('./full-disk-host.ts', import.meta.url));
  const output = execFileSync(
    'unshare',
    [
      '-rm',
      'sh',
      '-c',
      `${mountSmallDisk} && exec "$@"`,
      disk,
      process.execPath,
      program,
      join(disk, 'data'),
      join(disk, 'filler'),
    ],
    { encoding: 'utf8', timeout: 100_000, killSignal: 'SIGKILL' },
  );
  const { interrupted, reopened, refused, exportsTold, exportsKept, savedStep, finished, problems } = JSON.parse(
    output,
  ) as {
    interrupted: RunRecord;
    /** By a host that was opened while the disk was full. */
    reopened: RunRecord;
    refused: string;
    exportsTold: string[];
    exportsKept: string[];
    savedStep: number;
    finished: RunRecord;
    /** That a check of the database finds, on the full disk and at the end. */
    problems: string[];
  };
  expect(problems).toEqual([]);
  expect(interrupted.error?.code).toBe('disk-full');
  expect(interrupted.error?.message).toContain(`can go on from step ${savedStep}.`);
  expect(reopened.state).toBe('interrupted');
  expect(refused).toContain('The disk is full');
  for (const text of exportsTold) expect(text).toContain('The disk is full');
  expect(exportsTold).toHaveLength(3);
  expect(exportsKept).toEqual([]);
  expect(savedStep).toBeGreaterThan(0);
  expect(finished).toMatchObject({ state: 'finished', step: 120, error: null });
});
