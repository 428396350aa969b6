import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeWeightsFile } from '../../../src-engine/interchange/weights-file.ts';
import { WeightsReader } from '../../../src-main/exports/weights/weights-reader.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { matrixModel } from './matrix-models.ts';

test('what is given up leaves the next file alone, also while another is read', async () => {
  const reader = new WeightsReader();
  onTestFinished(() => reader.close());
  const trained = matrixModel('LSTM, embedding');
  const bytes = writeWeightsFile(trained);
  const file = join(temporaryFolder(), 'mine.safetensors');
  writeFileSync(file, bytes);
  const task = { file: { path: 'mine.safetensors', file, bytes: bytes.length }, options: { mapping: {} } };
  const { signal } = new AbortController();

  expect((await reader.read(task, signal)).own).toEqual(trained);
  const controller = new AbortController();
  const givenUp = reader.read(task, controller.signal);
  const [beside] = await Promise.all([
    reader.read(task, signal),
    expect(givenUp).rejects.toThrow('I have changed my mind.'),
    controller.abort(new Error('I have changed my mind.')),
  ]);
  expect(beside.own).toEqual(trained);
  expect((await reader.read(task, signal)).own).toEqual(trained);
  const missing = { ...task, file: { ...task.file, file: `${file}.gone` } };
  await expect(reader.read(missing, signal)).rejects.toThrow('ENOENT');
  expect((await reader.read(task, signal)).own).toEqual(trained);
});
