import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { openClient } from '../../e2e/studio-client.ts';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import {
  endRunning,
  jsonLines,
  kioku,
  pressCtrlC,
  startKioku,
  understood,
  type CliResult,
  type RunningCli,
} from './spawn-cli.ts';

afterEach(endRunning);

const sizes = ['--preset', 'char-rnn-s', '--batch-size', '10', '--sequence-length', '10'];
const endless = [...sizes, '--epochs', '100000', '--json'];

function newHome() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('fox.txt'), foxText);
  return { at, home: ['--data-dir', at('home')], text: ['--data', at('fox.txt')] };
}

async function startServe(home: readonly string[]): Promise<RunningCli> {
  const served = startKioku(['serve', '--port', '0', '--no-open', '--json', ...home]);
  await served.line((line) => line.includes('listening'));
  return served;
}

const typed = (type: string) => (line: string) => line.includes(`"type":"${type}"`);
const ofType = (stdout: string, type: string) => jsonLines(stdout).filter((line) => line['type'] === type);

async function runsOf(home: readonly string[]): Promise<RunRecord[]> {
  const { code, stdout, stderr } = await kioku('runs', '--json', ...home);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return jsonLines(stdout) as unknown as RunRecord[];
}

test('every command works while the studio is served, and files go by their paths', async () => {
  const { at, home, text } = newHome();
  const served = await startServe(home);
  expect(statSync(at('home/host.sock')).mode & 0o777).toBe(0o600);
  expect(statSync(at('home/host.address')).mode & 0o777).toBe(0o600);

  for (const args of [
    ['import', at('fox.txt')],
    ['datasets'],
    ['train', ...text, ...sizes, '--epochs', '1', '--name', 'attached'],
    ['generate', '--run', 'last', '--prompt', 'the ', '--length', '20'],
    ['export', '--run', 'last', '--format', 'safetensors', '--out', at('fox.safetensors')],
    ['resume', '--run', 'last', '--epochs', '1'],
    ['backup', at('backup.db')],
    ['check'],
  ]) {
    expect({ args, ...(await kioku(...args, ...home)) }).toMatchObject({ args, code: 0, stderr: '' });
  }
  expect(existsSync(at('fox.safetensors'))).toBe(true);
  expect(await runsOf(home)).toMatchObject([{ name: 'attached', state: 'finished', epoch: 2 }]);
  served.process.kill('SIGTERM');
  expect(await served.result).toMatchObject({ code: 0 });
  expect(existsSync(at('home/host.address'))).toBe(false);
  expect(await runsOf(home)).toHaveLength(1);
});

test('a second training says that it is queued, begins when the first is stopped, and Ctrl-C stops only its own', async () => {
  const { home, text } = newHome();
  await startServe(home);
  const first = startKioku(['train', ...text, ...endless, '--name', 'first', ...home]);
  await first.line(typed('step'));
  const second = startKioku(['train', ...text, ...endless, '--name', 'second', ...home]);
  await second.line(typed('queued'));
  pressCtrlC(first);
  const ended = await first.result;
  expect(ended.code).toBe(130);
  expect(ofType(ended.stdout, 'stopped')).toHaveLength(1);
  await second.line(typed('step'));
  expect(Object.fromEntries((await runsOf(home)).map(({ name, state }) => [name, state]))).toEqual({
    first: 'stopped',
    second: 'running',
  });
  pressCtrlC(second);
  expect((await second.result).code).toBe(130);
});

test('two command lines share one studio without a window, and the second goes on when the first has ended', async () => {
  const { home, text } = newHome();
  const first = startKioku(['train', ...text, ...endless, '--name', 'first', ...home]);
  await first.line(typed('step'));
  const second = startKioku(['train', ...text, ...endless, '--name', 'second', ...home]);
  await second.line(typed('queued'));
  pressCtrlC(first);
  expect((await first.result).code).toBe(130);
  await second.line(typed('moved'));
  await second.line(typed('step'));
  pressCtrlC(second);
  expect((await second.result).code).toBe(130);
  const runs = await runsOf(home);
  expect(runs.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  expect(runs.every(({ step }) => step > 0)).toBe(true);
});

test('a training that waits begins when the command line that it waited for is killed', async () => {
  const { home, text } = newHome();
  const first = startKioku(['train', ...text, ...endless, '--name', 'first', ...home]);
  await first.line(typed('step'));
  const second = startKioku(['train', ...text, ...endless, '--name', 'second', ...home]);
  await second.line(typed('queued'));
  first.process.kill('SIGKILL');
  await second.line(typed('moved'));
  await second.line(typed('step'));
  pressCtrlC(second);
  expect((await second.result).code).toBe(130);
});

test('a training goes on from its checkpoint when the host that it used is killed, and nothing that was left is in the way', async () => {
  const { home, text } = newHome();
  const served = await startServe(home);
  const training = startKioku(['train', ...text, ...endless, '--name', 'kept', ...home]);
  await training.line(typed('epoch'));
  served.process.kill('SIGKILL');
  await served.result;
  const moved = JSON.parse(await training.line(typed('moved'))) as { step: number };
  expect(moved.step).toBeGreaterThan(0);
  pressCtrlC(training);
  const { code, stdout } = await training.result;
  expect(code).toBe(130);
  expect(ofType(stdout, 'stopped')).toHaveLength(1);

  const lone = startKioku(['train', ...text, ...endless, '--name', 'killed', ...home]);
  await lone.line(typed('step'));
  lone.process.kill('SIGKILL');
  await lone.result;
  expect((await runsOf(home)).find(({ name }) => name === 'killed')?.state).toBe('interrupted');
});

test('a studio that is served takes over from a command line, whose training goes on in it', async () => {
  const { home, text } = newHome();
  const training = startKioku(['train', ...text, ...endless, '--name', 'moved', ...home]);
  await training.line(typed('step'));
  const served = await startServe(home);
  await training.line(typed('moved'));
  expect(await runsOf(home)).toMatchObject([{ name: 'moved', state: 'running' }]);
  pressCtrlC(training);
  expect((await training.result).code).toBe(130);
  served.process.kill('SIGTERM');
  expect(await served.result).toMatchObject({ code: 0 });
});

test('two shells and a browser import, train, generate and export at once in one data folder', async () => {
  const { at, home, text } = newHome();
  const served = startKioku(['serve', '--port', '0', '--no-open', '--json', ...home]);
  const { url } = JSON.parse(await served.line((line) => line.includes('listening'))) as { url: string };
  const browser = await openClient(url);
  const once = [...sizes, '--epochs', '1', '--json'];
  const runIn = ({ stdout }: CliResult) => String(ofType(stdout, 'start')[0]?.['runId']);
  const inFirstShell = async () => {
    const trained = await kioku('train', ...text, ...once, '--name', 'first', ...home);
    const written = await kioku('generate', '--run', runIn(trained), '--prompt', 'the ', '--length', '20', ...home);
    return [trained, written];
  };
  const inSecondShell = async () => {
    writeFileSync(at('second.txt'), foxText.toUpperCase());
    const imported = await kioku('import', at('second.txt'), ...home);
    const trained = await kioku('train', '--dataset', 'second.txt', ...once, '--name', 'second', ...home);
    const out = at('second.safetensors');
    const exported = await kioku('export', '--run', runIn(trained), '--format', 'safetensors', '--out', out, ...home);
    return [imported, trained, exported];
  };
  const inBrowser = async () => {
    const { client } = browser;
    const { id: datasetId } = await client.datasets.import({ name: 'third.txt', file: new Blob([`${foxText}!`]) });
    const train = { batchSize: 10, sequenceLength: 10, epochs: 1 };
    const { id: runId } = await client.runs.start({ datasetId, presetId: 'char-rnn-s', name: 'third', train });
    for await (const { run } of await client.runs.watch({ runId })) if (run.state === 'finished') return;
    throw new Error('The run was deleted.');
  };
  const [first, second] = await Promise.all([inFirstShell(), inSecondShell(), inBrowser()]);
  for (const result of [...first, ...second]) {
    expect(result).toMatchObject({ code: 0 });
    if (result.stderr !== '') expect(result.stderr).toMatch(understood);
  }
  expect((await browser.client.runs.list()).map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
    'first finished',
    'second finished',
    'third finished',
  ]);
  browser.close();
});

test('a second studio that stays is refused, and the first goes on', async () => {
  const { at, home } = newHome();
  const served = await startServe(home);
  const second = await kioku('serve', '--port', '0', '--no-open', ...home);
  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toContain(`process ${served.process.pid}) is using the data folder ${at('home')}`);
  expect(await runsOf(home)).toEqual([]);
});

test('a host of another version is named, with what to do', async () => {
  const { at, home } = newHome();
  const { openStudioHost } = await import('../../../src-main/host/local/open-studio-host.ts');
  const { spawnEngineChild } = await import('../../../src-main/engine-process/spawn-engine-child.ts');
  const options = { dataDir: at('home'), spawnEngine: spawnEngineChild, role: 'server' as const, log: () => undefined };
  for (const [version, words] of [
    ['0.0.9', /0\.0\.9 .* is older than .*End or update that one/],
    ['99.0.0', /99\.0\.0 .* is newer than .*Update this one/],
  ] as const) {
    const host = await openStudioHost({ ...options, version });
    const { code, stderr } = await kioku('runs', ...home);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(words) });
    await host.close();
  }
});

test('a data folder whose path is too long for a socket is served from elsewhere', async () => {
  const { at } = newHome();
  const dataDir = at('long-'.repeat(25));
  mkdirSync(dataDir);
  await startServe(['--data-dir', dataDir]);
  expect(existsSync(join(dataDir, 'host.sock'))).toBe(false);
  expect(await runsOf(['--data-dir', dataDir])).toEqual([]);
});

test('an address that nobody answers, and a host that answers nobody, are told apart', async () => {
  const { at, home } = newHome();
  mkdirSync(at('home'), { mode: 0o700 });
  writeFileSync(at('home/host.address'), JSON.stringify({ socket: at('home/host.sock'), secret: 'old' }));
  writeFileSync(at('home/host.sock'), '');
  expect(await runsOf(home)).toEqual([]);

  const silent = await openTemporaryHost({ dataDir: at('home') });
  const waiting = startKioku(['runs', '--json', ...home]);
  const waits = new Promise((resolve) => waiting.process.stderr?.once('data', resolve));
  expect(String(await waits)).toContain('Waiting for another Kioku Studio');
  await silent.close();
  expect((await waiting.result).code).toBe(0);
});
