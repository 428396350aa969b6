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
    expect(ends).toEqual([expect.stringContaining('SIGILL')]);
    expect(info.variant).toMatch(/^(revectorized|relaxed|baseline)$/);
    await first.close();

    const second = new EngineSupervisor(supervised);
    expect((await second.connect()).info.variant).toBe(info.variant);
    await second.close();
    expect(ends.filter((end) => end.includes('SIGILL'))).toHaveLength(1);
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

it('says why there are none', () => {
  expect(findNativeAddon(join(temporaryFolder(), 'missing.node'))).toMatchObject({ addon: null });
  const damaged = join(temporaryFolder(), 'damaged.node');
  writeFileSync(damaged, 'no program');
  expect(findNativeAddon(damaged)).toMatchObject({ addon: null });
  expect(findNativeAddon(crashingAddon).problem).toBeNull();
});
