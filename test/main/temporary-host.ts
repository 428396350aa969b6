import { onTestFinished } from 'vitest';
import type { RunRecord, RunState } from '../../src-main/contract/records.ts';
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
  const logged: TemporaryHost['logged'] = [];
  const host = await createHost({
    dataDir: options.dataDir ?? temporaryFolder(),
    spawnEngine: spawnEngineChild,
    role: 'command',
    version: '1.2.3',
    log(level, message, error) {
      if (level !== 'info') logged.push({ level, message, error });
    },
    ...options,
  });
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= host.close());
  onTestFinished(close);
  return { ...host, logged, close };
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
