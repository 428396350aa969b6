import type { DetailsArgument, EngineFailure, engineErrors, ErrorValues } from './engine-errors.ts';

/** A failure that a person can act on. `message` is an English sentence that says what to do. */
export class EngineError<C extends EngineFailure = EngineFailure> extends Error {
  readonly code: EngineFailure;
  readonly details: ErrorValues;
  constructor(code: C, message: string, ...[details]: DetailsArgument<(typeof engineErrors)[C]>) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    this.details = details ?? {};
  }
}
