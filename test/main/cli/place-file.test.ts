import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeFile, requirePlace } from '../../../src-main/cli/place-file.ts';
import { writeArtifact } from '../../../src-main/exports/artifact.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** An export as it lies in the studio's folder. */
async function exported(name: 'run.onnx' | 'run.zip'): Promise<string> {
  const file = join(temporaryFolder(), name);
  const paths = name === 'run.zip' ? ['train.py', 'weights/a/model.bin'] : ['model.onnx'];
  await writeArtifact(
    file,
    paths.map((path) => ({ path, bytes: bytes(path) })),
  );
  return file;
}

test('a file goes into a folder that is there, or gets a new name', async () => {
  const folder = temporaryFolder();
  await requirePlace(folder);
  expect(await placeFile(await exported('run.onnx'), folder)).toBe(join(folder, 'run.onnx'));
  const renamed = join(folder, 'mine.onnx');
  await requirePlace(renamed);
  expect(await placeFile(await exported('run.onnx'), renamed)).toBe(renamed);
  expect(readdirSync(folder).toSorted()).toEqual(['mine.onnx', 'run.onnx']);
});

test('an archive becomes a new folder, or stays one where the name asks for it', async () => {
  const folder = temporaryFolder();
  const archive = await exported('run.zip');
  expect(await placeFile(archive, join(folder, 'project'))).toBe(join(folder, 'project'));
  expect(readFileSync(join(folder, 'project/weights/a/model.bin'), 'utf8')).toBe('weights/a/model.bin');
  expect(existsSync(archive)).toBe(false);
  expect(await placeFile(await exported('run.zip'), join(folder, 'p.zip'))).toBe(join(folder, 'p.zip'));
});

test('nothing is overwritten', async () => {
  const taken = join(temporaryFolder(), 'model.onnx');
  writeFileSync(taken, 'before');
  await expect(requirePlace(taken)).rejects.toThrow('is there already');
  const file = await exported('run.onnx');
  await expect(placeFile(file, taken)).rejects.toThrow(`The export is kept as ${file}`);
  expect(readFileSync(taken, 'utf8')).toBe('before');
  expect(existsSync(file)).toBe(true);
});

test.each([
  ['run.onnx', 'stick/model.onnx'],
  ['run.onnx', 'stick/deep/model.onnx'],
  ['run.zip', 'stick/project'],
  ['run.zip', 'stick/project.zip'],
] as const)('where the disk was taken away, %s is not put into a folder of its name: %s', async (name, place) => {
  const disks = temporaryFolder();
  mkdirSync(join(disks, 'other'));
  const file = await exported(name);
  await expect(requirePlace(join(disks, place))).rejects.toThrow(/There is no folder .*stick.*connect the disk/);
  await expect(placeFile(file, join(disks, place))).rejects.toThrow(`The export is kept as ${file}`);
  expect(readdirSync(disks)).toEqual(['other']);
  expect(existsSync(file)).toBe(true);
});
