import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeWeightsFile } from '../../../src-engine/interchange/weights-file.ts';
import { MemoryLimitExceeded, TimeLimitExceeded } from '../../../src-main/exports/processes/format-process.ts';
import { FormatProcesses } from '../../../src-main/exports/processes/format-processes.ts';
import type { FormatConnection, FormatTask } from '../../../src-main/exports/processes/format-task.ts';
import { taskLimits } from '../../../src-main/exports/processes/task-limits.ts';
import { spawnFormatChild } from '../../../src-main/format-process/spawn-format-child.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { eventually } from '../../eventually.ts';
import { matrixModel } from './matrix-models.ts';

/** Processes with what became of each one that was started. */
function openProcesses(limitsOf = taskLimits) {
  const started: { pid: number | null; hasEnded: boolean }[] = [];
  const spawn = (memoryBytes: number): FormatConnection => {
    const connection = spawnFormatChild(memoryBytes);
    const life: (typeof started)[number] = { pid: null, hasEnded: false };
    started.push(life);
    connection.onStart((pid) => (life.pid = pid));
    connection.onExit(() => (life.hasEnded = true));
    return connection;
  };
  const formats = new FormatProcesses(spawn, limitsOf);
  onTestFinished(() => formats.close());
  return { formats, started };
}

function stage(name: string, bytes: Uint8Array): Extract<FormatTask, { type: 'read-weights' }> {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  return { type: 'read-weights', file: { path: name, file, bytes: bytes.length }, options: { mapping: {} } };
}

const { signal } = new AbortController();

test('what is given up leaves the next file alone, also while another is read; one process waits for the next', async () => {
  const { formats, started } = openProcesses();
  const trained = matrixModel('LSTM, embedding');
  const task = stage('mine.safetensors', writeWeightsFile(trained));

  expect((await formats.perform(task, signal)).own).toEqual(trained);
  const controller = new AbortController();
  const givenUp = formats.perform(task, controller.signal);
  const [beside] = await Promise.all([
    formats.perform(task, signal),
    expect(givenUp).rejects.toThrow('I have changed my mind.'),
    controller.abort(new Error('I have changed my mind.')),
  ]);
  expect(beside.own).toEqual(trained);
  expect((await formats.perform(task, signal)).own).toEqual(trained);
  const missing = { ...task, file: { ...task.file, file: `${task.file.file}.gone` } };
  await expect(formats.perform(missing, signal)).rejects.toThrow('ENOENT');
  expect((await formats.perform(task, signal)).own).toEqual(trained);
  await eventually(() => expect(started.filter(({ hasEnded }) => !hasEnded)).toHaveLength(1));
  await formats.close();
  await eventually(() => expect(started.every(({ hasEnded }) => hasEnded)).toBe(true));
});

test('the work is done by another process, which ends with what it takes too long for', async () => {
  const { formats, started } = openProcesses(() => ({ memoryBytes: 2 ** 30, timeMs: 1 }));
  const task = stage('mine.safetensors', writeWeightsFile(matrixModel('LSTM, embedding')));
  await expect(formats.perform(task, signal)).rejects.toThrow(TimeLimitExceeded);
  await eventually(() => expect(started).toMatchObject([{ hasEnded: true }]));
  expect(started[0].pid).not.toBe(process.pid);
});

test('a task that takes more memory than it may is ended, wherever the memory is', async () => {
  // What Node takes by itself is more than that: the process is over its limit as soon as it is looked at.
  const { formats, started } = openProcesses(() => ({ memoryBytes: 20 * 2 ** 20, timeMs: 600_000 }));
  const task = stage('mine.safetensors', writeWeightsFile(matrixModel('LSTM, embedding')));
  await expect(formats.perform(task, signal)).rejects.toThrow(MemoryLimitExceeded);
  await eventually(() => expect(started).toMatchObject([{ hasEnded: true }]));
});

test.skipIf(process.platform !== 'linux')(
  'the kernel bounds its time, also when its host has gone, and not the memory that a browser under it may reserve',
  async () => {
    const { formats, started } = openProcesses();
    await formats.perform(stage('mine.safetensors', writeWeightsFile(matrixModel('LSTM, embedding'))), signal);
    const limits = await readFile(`/proc/${started[0].pid}/limits`, 'latin1');
    expect(limits).toMatch(/^Max data size +unlimited /m);
    expect(limits).toMatch(/^Max cpu time +\d+ /m);
  },
);
