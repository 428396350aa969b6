import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { measureRate } from './measure-rate.ts';
import { configurations } from './workloads.ts';

const MINUTE_S = 60;
const PAUSE_MS = 10_000;

export interface EnduranceMinute {
  minute: number;
  tokensPerSecond: number;
  residentBytes: number;
}

export interface Endurance {
  minutes: EnduranceMinute[];
  /** Of resident memory, from the end of the first minute to the highest later one. */
  growth: number;
  /** Speed of the last minute to that of the first. */
  slowdown: number;
  /** Share of one core that the idle engine took for ten seconds. */
  idleCpu: number;
}

/** Trains S without a stop, then lets the engine rest with its threads alive. */
export async function measureEndurance(
  backend: Backend,
  minutes: number,
  onMinute: (minute: EnduranceMinute) => void,
): Promise<Endurance> {
  const workload = configurations.S.create(backend);
  const measured: EnduranceMinute[] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    const tokensPerSecond = await measureRate(workload, MINUTE_S);
    measured.push({ minute, tokensPerSecond, residentBytes: process.memoryUsage.rss() });
    onMinute(measured[measured.length - 1]);
  }
  const before = process.cpuUsage();
  await setTimeout(PAUSE_MS);
  const { user, system } = process.cpuUsage(before);
  workload.dispose();
  const [first, ...later] = measured;
  const last = measured[measured.length - 1];
  return {
    minutes: measured,
    growth: Math.max(first.residentBytes, ...later.map(({ residentBytes }) => residentBytes)) / first.residentBytes - 1,
    slowdown: last.tokensPerSecond / first.tokensPerSecond,
    idleCpu: (user + system) / 1000 / PAUSE_MS,
  };
}
