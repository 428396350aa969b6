import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder } from '../../../src-main/cli/project.ts';
import type { Configuration } from './workloads.ts';

/** Another library that does the same work. */
export interface Peer {
  name: string;
  /** What it has a layer and a kernel for. */
  configurations: readonly Configuration[];
  /** false: it decides by itself how many threads it uses. */
  takesThreads: boolean;
  /** Units a second with this many threads. */
  measure(config: Configuration, threads: number, seconds: number): Promise<number>;
}

/** The rate in the JSON line that a peer's script printed. */
export function readRate(name: string, stdout: string): number {
  const line: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  if (typeof line === 'object' && line !== null && 'rate' in line && typeof line.rate === 'number') return line.rate;
  throw new Error(`${name}’s script wrote something else than a rate: ${stdout}`);
}

/** Returns the version of a package in the project's folder; null when it is not installed. */
export function installedVersion(name: string): string | null {
  try {
    const manifest = createRequire(join(projectFolder, 'package.json')).resolve(`${name}/package.json`);
    return String((JSON.parse(readFileSync(manifest, 'utf8')) as { version: unknown }).version);
  } catch {
    return null;
  }
}
