import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { RunRecord, RunState } from '../../src-main/contract/runs/run-records.ts';
import { spawnEngineChild } from '../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import type { Host, HostOptions, LogLevel } from '../../src-main/host/host.ts';
import { foxText } from './fox-text.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TemporaryHost extends Host {
  /** Warnings and errors. */
  readonly logged: { level: LogLevel; message: string; error: unknown }[];
}

/** A host on a data folder of its own, with real engine processes unless told otherwise; closed when the test is finished. */
export async function openTemporaryHost(options: Partial<HostOptions> = {}): Promise<TemporaryHost> {
  const host = await openHost({ ...options, dataDir: options.dataDir ?? temporaryFolder() });
  onTestFinished(host.close);
  return host;
}

/**
 * One host for all tests of a file, which take it as the others leave it, so that its engine processes start only once.
 * It must be called outside of tests.
 */
export function shareTemporaryHost(): () => TemporaryHost {
  const dataDir = mkdtempSync(join(tmpdir(), 'kioku-shared-'));
  let host: TemporaryHost | null = null;
  beforeAll(async () => void (host = await openHost({ dataDir })));
  afterAll(async () => {
    await host?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return () => {
    if (host === null) throw new Error('The host is there once the tests have begun.');
    return host;
  };
}

async function openHost(options: Partial<HostOptions> & Pick<HostOptions, 'dataDir'>): Promise<TemporaryHost> {
  const logged: TemporaryHost['logged'] = [];
  const host = await createHost({
    spawnEngine: spawnEngineChild,
    role: 'command',
    version: '1.2.3',
    log(level, message, error) {
      if (level !== 'info') logged.push({ level, message, error });
    },
    ...options,
  });
  let closing: Promise<void> | null = null;
  return { ...host, logged, close: () => (closing ??= host.close()) };
}

export async function importFox({ client }: Pick<Host, 'client'>): Promise<string> {
  return (await client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) })).id;
}

/** Resolves with the run once it is in one of these states. */
export async function runIn(
  { client }: Pick<Host, 'client'>,
  runId: string,
  ...states: RunState[]
): Promise<RunRecord> {
  for await (const { run } of await client.runs.watch({ runId })) if (states.includes(run.state)) return run;
  throw new Error('The run was deleted.');
}

/** Resolves with the run once it has done this many steps. */
export async function runAtStep({ client }: Pick<Host, 'client'>, runId: string, step: number): Promise<RunRecord> {
  for await (const { run } of await client.runs.watch({ runId })) if (run.step >= step) return run;
  throw new Error('The run was deleted.');
}
