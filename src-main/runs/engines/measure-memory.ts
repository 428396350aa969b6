import { setTimeout } from 'node:timers/promises';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { request } from './request.ts';

/** An engine that sends a large checkpoint answers when it has done so; the page that asks is told the last figure after this time. */
const patienceMs = 5;

/**
 * Returns a function that tells the bytes of the machine's memory that the engine holds: 0 where there is none, and the last figure
 * where the engine is too busy to answer at once.
 */
export function createMemoryGauge(supervisor: Pick<EngineSupervisor, 'running'>): () => Promise<number> {
  let last: number | null = null;
  let measurement: Promise<number> | null = null;

  async function measure(): Promise<number> {
    const engine = await supervisor.running();
    // An engine that ends before it answers holds nothing any more.
    last =
      engine === null
        ? 0
        : await request(engine, { type: 'measure-memory' }).then(
            ({ bytes }) => bytes,
            () => 0,
          );
    return last;
  }

  return async () => {
    measurement ??= measure().finally(() => (measurement = null));
    if (last === null) return measurement;
    return Promise.race([measurement, setTimeout(patienceMs, last, { ref: false })]);
  };
}
