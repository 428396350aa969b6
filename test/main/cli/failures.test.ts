import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { commandList } from '../../../src-main/cli/command-list.ts';
import { completedCommands } from '../../../src-main/cli/completion/completed-command.ts';
import { completionScript } from '../../../src-main/cli/completion/completion-script.ts';
import { exitCodes } from '../../../src-main/cli/exit-codes.ts';
import { failureDocument } from '../../../src-main/cli/failure.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';
import { StudioError } from '../../../src-main/contract/errors.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

test('an error has a code, also one that comes from a host', () => {
  expect(failureDocument(new UsageError('No.'))).toEqual({ error: { code: 'usage', message: 'No.' } });
  expect(failureDocument(new StudioError('run-not-found', 'None.', { runId: 'x' }))).toEqual({
    error: { code: 'run-not-found', message: 'None.', details: { runId: 'x' } },
  });
  const told = Object.assign(new Error('Gone.'), { code: 'STUDIO', data: { code: 'dataset-missing', details: {} } });
  expect(failureDocument(told)).toEqual({ error: { code: 'dataset-missing', message: 'Gone.' } });
  const system = Object.assign(new Error('EACCES: no'), { code: 'EACCES' });
  expect(failureDocument(system)).toEqual({ error: { code: 'failed', message: 'EACCES: no' } });
});

test('with --json the last line on standard output is the error, and the exit code tells its kind', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'run.yaml');
  writeFileSync(file, 'data: { file: x.txt }\ntrain: { epoch: 3 }\n');
  const [mistake, missing, help] = await Promise.all([
    kioku('train', '--config', file, '--json'),
    kioku('generate', '--run', 'none', '--json', '--data-dir', join(folder, 'home')),
    kioku('runs', '--help'),
  ]);
  expect(mistake.code).toBe(2);
  expect(jsonLines(mistake.stdout)).toEqual([
    {
      error: {
        code: 'invalid-training-file',
        message: expect.stringContaining(
          `${file}:2:10: train.epoch: there is no such field. Did you mean epochs?`,
        ) as string,
        problems: [expect.objectContaining({ line: 2, column: 10, field: 'train.epoch' })],
      },
    },
  ]);
  expect(missing.code).toBe(1);
  expect(jsonLines(missing.stdout)).toEqual([{ error: { code: 'failed', message: expect.any(String) as string } }]);
  for (const [code, meaning] of exitCodes) expect(help.stdout).toContain(`  ${String(code).padEnd(5)}${meaning}`);
});

test('shells complete commands, options and their values', async () => {
  const commands = await completedCommands(commandList);
  const bash = completionScript('bash', commands);
  const complete = (...words: string[]) =>
    execFileSync('bash', [
      '-c',
      `${bash}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _kioku; echo "\${COMPREPLY[@]}"`,
    ])
      .toString()
      .trim();
  expect(complete('kioku', 'tra')).toBe('train trash');
  expect(complete('kioku', 'train', '--schedule-f')).toBe('--schedule-factor --schedule-final-factor');
  expect(complete('kioku', 'train', '--clip', '')).toBe('none norm value');
  expect(complete('kioku', 'tokens', 're')).toBe('remove');
  for (const shell of ['zsh', 'fish'] as const) {
    const script = completionScript(shell, commands);
    for (const { name, options } of commands) {
      expect(script).toContain(name);
      for (const option of options) expect(script).toContain(option.name);
    }
  }
});
