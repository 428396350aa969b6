import type { EngineFailure } from './engine-protocol.ts';

/** A failure that a person can act on. `message` is an English sentence that says what to do. */
export class EngineError extends Error {
  readonly code: EngineFailure;
  constructor(code: EngineFailure, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}
