import type { HostOptions } from '../host/host.ts';

/** The ways in which this program starts the processes of its host. */
export type ProcessSpawning = Pick<HostOptions, 'spawnEngine' | 'spawnFormatProcess'>;

let given: ProcessSpawning | null = null;

/** For a program that is no Node and cannot start its children by itself as Node does. */
export function spawnProcessesBy(spawning: ProcessSpawning): void {
  given = spawning;
}

export async function processSpawning(): Promise<ProcessSpawning> {
  if (given !== null) return given;
  const { spawnEngineChild } = await import('../engine-process/spawn-engine-child.ts');
  return { spawnEngine: spawnEngineChild };
}
