import { median } from './statistics.ts';
import type { Workload } from './workloads.ts';

const WARM_UP_STEPS = 3;
const FEWEST_STEPS = 5;

/** Units a second, from the median step, after a warm-up; runs for about `seconds`. */
export async function measureRate(workload: Workload, seconds: number): Promise<number> {
  for (let step = 0; step < WARM_UP_STEPS; step++) await workload.step();
  const durations: number[] = [];
  const began = performance.now();
  while (durations.length < FEWEST_STEPS || performance.now() - began < seconds * 1000) {
    const start = performance.now();
    await workload.step();
    durations.push(performance.now() - start);
  }
  return (workload.count / median(durations)) * 1000;
}
