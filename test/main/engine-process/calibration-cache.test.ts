import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { KernelChoice } from '../../../src-engine/backends/wasm/calibrate.ts';
import { openCalibrationCache } from '../../../src-main/engine-process/calibration-cache.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const choice: KernelChoice = {
  variant: 'relaxed',
  portableVariant: 'baseline',
  gigaflops: 42.5,
  resultDigest: 4_000_000_000,
};
const build = (byte: number) => [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(byte)];

it('remembers a calibration for the same build alone', async () => {
  const file = join(temporaryFolder(), 'not there yet', 'calibration.json');
  expect(await openCalibrationCache(build(3), file).read()).toBeNull();
  await openCalibrationCache(build(3), file).write(choice);
  expect(await openCalibrationCache(build(3), file).read()).toEqual(choice);
  expect(await openCalibrationCache(build(4), file).read()).toBeNull();
});

it('takes a damaged file, or one where none can be, for none', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'calibration.json');
  await openCalibrationCache(build(3), file).write(choice);
  await writeFile(file, '{"fingerprint":');
  expect(await openCalibrationCache(build(3), file).read()).toBeNull();
  const below = openCalibrationCache(build(3), join(file, 'calibration.json'));
  await below.write(choice);
  expect(await below.read()).toBeNull();
});
