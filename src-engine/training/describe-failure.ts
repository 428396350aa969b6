import { DeviceLostError, OutOfMemoryError } from '../backends/backend.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { Failure } from '../spec/engine-protocol.ts';

/**
 * Names an error in the engine's protocol. Anything unforeseen is a defect, `internal`: the first line of its message is for
 * the person, the others, the stack, for the log.
 */
export function describeFailure(error: unknown): Failure {
  if (error instanceof EngineError) return { code: error.code, message: error.message, details: error.details };
  if (error instanceof OutOfMemoryError) {
    return { code: 'out-of-memory', message: error.message, details: { reason: 'engine' } };
  }
  if (error instanceof DeviceLostError) {
    return { code: 'internal', message: error.message, details: { reason: 'device-lost', detail: error.detail } };
  }
  const what = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? `\n${error.stack}` : '';
  return {
    code: 'internal',
    message: `The engine met an unexpected error: ${what}${stack}`,
    details: { reason: 'engine', detail: what },
  };
}
