import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { artifactName, nameOfRun } from '../../../src-main/exports/artifact.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('a file is called as its run and its step are, in any script', () => {
  expect(nameOfRun('Moby Dick: 2 × 128', 120)).toBe('Moby-Dick-2-128-step-120');
  expect(nameOfRun('吾輩は猫である', null)).toBe('吾輩は猫である');
});

test.each([
  ['a long name', 'x'.repeat(255)],
  ['a long Japanese name', '吾輩は猫である'.repeat(36)],
  ['characters of four bytes', '𠮷'.repeat(255)],
  ['nothing that can be written', '/?*'],
  ['a way upwards', '../../etc'],
  ['marks at its ends', '...-fox-...'],
])('%s gives one that a disk takes', (_, name) => {
  const file = artifactName(name, 1_234_567_890, [{ path: 'model.safetensors', bytes: new Uint8Array() }]);
  writeFileSync(join(temporaryFolder(), file), '');
  expect(file).toMatch(/^[^./\\-].*\.safetensors$/);
});

test.each(['CON', 'nul', 'com1.final', 'LPT9'])('%s, which is a device of Windows, gets another name', (name) => {
  expect(`${nameOfRun(name, null)}.kioku`).not.toMatch(/^(con|nul|com\d|lpt\d)\./i);
  expect(nameOfRun(name, null)).toContain(name.split('.')[0]);
});

test('what only begins like one keeps its own', () => {
  expect(nameOfRun('Console', null)).toBe('Console');
});
