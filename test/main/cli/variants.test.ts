import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { jsonLines, kioku } from './spawn-cli.ts';

const foreign = process.arch === 'x64' ? 'native-neon' : 'native-avx2';
const sizes = ['--preset', 'char-rnn-s', '--batch-size', '4', '--sequence-length', '10', '--max-steps', '3'];

afterEach(() => void vi.unstubAllEnvs());

function homeWithText(): { home: string[]; data: string[] } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'rain.txt'), 'the rain in spain stays mainly in the plain. '.repeat(20));
  return { home: ['--data-dir', join(folder, 'home')], data: ['--data', join(folder, 'rain.txt'), ...sizes] };
}

async function info() {
  const { stdout } = await kioku('info', '--json');
  return jsonLines(stdout)[0] as { variants: string[]; missingVariants: string[]; nativeKernels: string };
}

test('info lists the variants that a training takes here, and says why the others are missing', async () => {
  const { variants, missingVariants, nativeKernels } = await info();
  expect(variants).toEqual(expect.arrayContaining(['relaxed', 'baseline']));
  expect(variants).not.toContain(foreign);
  const why = variants.includes('native') ? missingVariants.join('\n') : nativeKernels;
  const need = process.arch === 'x64' ? 'an Arm processor' : 'an x86-64 processor';
  expect(why).toContain(variants.includes('native') ? `${foreign} (needs ${need}` : 'none (');
  expect((await kioku('info')).stdout).toMatch(new RegExp(`^variants +${variants.join(', ')}$`, 'm'));
});

test('a variant that is not here is refused with the list of those that are, before anything is made', async () => {
  const { home, data } = homeWithText();
  const { variants } = await info();
  const refused = await Promise.all([
    kioku('train', ...data, '--variant', foreign, ...home),
    kioku('sweep', ...data, '--variant', foreign, '--vary', 'seed=1,2', ...home),
    kioku('lr-find', ...data, '--variant', foreign, ...home),
  ]);
  for (const { code, stdout, stderr } of refused) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`There is no variant ${foreign} here, but ${variants.join(', ')}.`);
  }
  for (const list of ['runs', 'datasets']) expect((await kioku(list, ...home, '--json')).stdout).toBe('');
});

test('a run with native kernels goes on where there are none by the command that its refusal names', async ({
  skip,
}) => {
  skip(!(await info()).variants.includes('native'), 'There are no native kernels here.');
  const { home, data } = homeWithText();
  expect(await kioku('train', ...data, '--variant', 'native', ...home)).toMatchObject({ code: 0 });
  vi.stubEnv('KIOKU_NATIVE_ADDON', join(temporaryFolder(), 'missing.node'));
  const refused = await kioku('resume', '--run', 'last', '--epochs', '1', ...home);
  expect(refused.code).toBe(1);
  const [, command] =
    /goes on with others: .*(branch --run \S+ --variant \S+ --data-dir \S+)/.exec(refused.stderr) ?? [];
  const branch = await kioku(...(command ?? '').split(' '), '--max-steps', '5', '--json');
  expect(branch).toMatchObject({ code: 0, stderr: '' });
  expect(jsonLines(branch.stdout).at(-1)).toMatchObject({ type: 'done', step: 5 });
});
