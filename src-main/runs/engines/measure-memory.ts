import type { EngineSupervisor } from './engine-supervisor.ts';
import { request } from './request.ts';

/** Resolves with the bytes of the machine's memory that the engine holds; 0 where none has been started. Rejects as `request` does. */
export async function measureMemory(supervisor: EngineSupervisor): Promise<number> {
  const engine = await supervisor.running();
  return engine === null ? 0 : (await request(engine, { type: 'measure-memory' })).bytes;
}
