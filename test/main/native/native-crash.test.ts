import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { findNativeAddon } from '../../../src-main/engine-process/native/native-addon.ts';
import { openNativeTrial } from '../../../src-main/engine-process/native/native-trial.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { EngineSupervisor } from '../../../src-main/runs/engines/engine-supervisor.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const crashingAddon = fileURLToPath(new URL('./crashing-addon.cjs', import.meta.url));
const bytes = Uint8Array.of(1, 2, 3);

afterEach(() => void vi.unstubAllEnvs());

it.skipIf(process.platform === 'win32')(
  'starts the engine again without native kernels that crashed it, and never tries them again',
  async () => {
    const cache = temporaryFolder();
    vi.stubEnv('XDG_CACHE_HOME', cache);
    vi.stubEnv('LOCALAPPDATA', cache);
    vi.stubEnv('HOME', cache);
    vi.stubEnv('KIOKU_NATIVE_ADDON', crashingAddon);
    const ends: string[] = [];
    const supervised = () => {
      const connection = spawnEngineChild();
      connection.onExit((exit) => ends.push(exit.detail));
      return connection;
    };
    const first = new EngineSupervisor(supervised);
    const { info } = await first.connect();
    // Once may be anything; twice is a crash.
    expect(ends).toEqual([expect.stringContaining('SIGILL'), expect.stringContaining('SIGILL')]);
    expect(info.variant).toMatch(/^(revectorized|relaxed|baseline)$/);
    await first.close();

    const second = new EngineSupervisor(supervised);
    expect((await second.connect()).info.variant).toBe(info.variant);
    await second.close();
    expect(ends.filter((end) => end.includes('SIGILL'))).toHaveLength(2);
  },
);

it('tells who crashed from who is still at it, and from who ended well', async () => {
  const folder = join(temporaryFolder(), 'native-kernels');
  const trial = openNativeTrial(bytes, folder);
  await trial.guard(async () => {
    expect(readdirSync(folder)).toHaveLength(1);
    expect(openNativeTrial(bytes, folder).problem).toBeNull();
  });
  await expect(trial.guard(() => Promise.reject(new Error('wrong numbers')))).rejects.toThrow('wrong numbers');
  expect(readdirSync(folder)).toEqual([]);
  expect(openNativeTrial(bytes, folder).problem).toBeNull();
});

it('forgives processes that were killed in the middle, unless the next one ends there too', async () => {
  const folder = join(temporaryFolder(), 'native-kernels');
  const open = () => openNativeTrial(bytes, folder);
  const module = new URL('../../../src-main/engine-process/native/native-trial.ts', import.meta.url).href;
  const program = `
    const { openNativeTrial } = await import(${JSON.stringify(module)});
    const trial = openNativeTrial(Uint8Array.of(${bytes.join()}), ${JSON.stringify(folder)});
    await trial.guard(async () => process.kill(process.pid, 'SIGKILL'));`;
  const dieInTheMiddle = () =>
    expect(spawnSync(process.execPath, ['--input-type=module', '--eval', program]).status).not.toBe(0);
  dieInTheMiddle();
  expect(open().problem).toBeNull();
  await open().guard(() => Promise.resolve());
  expect(readdirSync(folder)).toEqual([]);

  dieInTheMiddle();
  dieInTheMiddle();
  expect(open().problem).toContain('crashed');
});

it('says why there are none', () => {
  expect(findNativeAddon(join(temporaryFolder(), 'missing.node'))).toMatchObject({ addon: null });
  const damaged = join(temporaryFolder(), 'damaged.node');
  writeFileSync(damaged, 'no program');
  expect(findNativeAddon(damaged)).toMatchObject({ addon: null });
  expect(findNativeAddon(crashingAddon).problem).toBeNull();
});
