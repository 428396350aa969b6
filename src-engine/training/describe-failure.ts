import { OutOfMemoryError } from '../backends/backend.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { EngineFailure } from '../spec/engine-protocol.ts';

/** What an error is called in the engine's protocol. Anything unforeseen is `internal`, in its own words. */
export function describeFailure(error: unknown): { code: EngineFailure; message: string } {
  if (error instanceof EngineError) return { code: error.code, message: error.message };
  if (error instanceof OutOfMemoryError) return { code: 'out-of-memory', message: error.message };
  return { code: 'internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
