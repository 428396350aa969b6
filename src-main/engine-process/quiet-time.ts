import { availableParallelism, cpus } from 'node:os';
import type { Elapsed } from '../../src-engine/training/measure-training.ts';

/** Threads that work together wait for one another for some of the time, even where nothing else runs. */
const UTILISATION = 0.95;

/** The work of the processors since some origin. */
interface ProcessorTimes {
  wallMs: number;
  /** The time of this process, with all its threads. */
  ownMs: number;
  /** The time of all processes of the machine. */
  allMs: number;
}

/**
 * Begins to take the time of work on so many threads of this process. Returns a function that tells the time since
 * then, and how long the work would have taken if no other process had wanted the processors: it regains what they took,
 * but no thread does more than one second's work a second. A machine that is slow for other reasons stays slow.
 */
export function startWatch(threads: number): () => Elapsed {
  const began = readTimes();
  return () => {
    const now = readTimes();
    return quietTime(
      {
        wallMs: now.wallMs - began.wallMs,
        ownMs: now.ownMs - began.ownMs,
        allMs: now.allMs - began.allMs,
      },
      threads,
    );
  };
}

export function quietTime({ wallMs, ownMs, allMs }: ProcessorTimes, threads: number): Elapsed {
  const others = Math.max(0, allMs - ownMs);
  const busy = ownMs / (UTILISATION * Math.max(1, Math.min(threads, availableParallelism())));
  return { wallMs, quietMs: Math.min(wallMs, Math.max(busy, wallMs - others)) };
}

function readTimes(): ProcessorTimes {
  const { user, system } = process.cpuUsage();
  const ownMs = (user + system) / 1000;
  const processors = cpus();
  // A container sees processors that it may not use. What runs there takes nothing from it.
  if (processors.length > availableParallelism()) return { wallMs: performance.now(), ownMs, allMs: ownMs };
  const allMs = processors.reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { wallMs: performance.now(), ownMs, allMs };
}
