import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

/**
 * Cores that this process may use, two hardware threads of one counted once: a second thread on a core finds its arithmetic units
 * taken. Where the system does not say what belongs together, what Node counts.
 */
export function physicalCores(): number {
  const available = availableParallelism();
  const siblings = cpus().map((_, cpu) => siblingsOf(cpu));
  if (siblings.includes(null)) return available;
  return Math.max(1, Math.min(available, new Set(siblings).size));
}

/** The number of cores that so many threads compute on at a time. */
export function coresOf(threads: number): number {
  return Math.min(threads, physicalCores());
}

/** The processors that share a core with this one, in the kernel's notation; null where there is none of that. */
function siblingsOf(cpu: number): string | null {
  try {
    return readFileSync(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, 'utf8').trim();
  } catch {
    return null;
  }
}
