import { mapEventIterator, ORPCError } from '@orpc/client';
import { os } from '@orpc/server';
import { randomUUID } from 'node:crypto';
import { StudioError } from '../contract/errors.ts';

export interface ErrorPolicy {
  /** An error that the person can do something about; null for a defect. */
  recognize: (error: unknown) => StudioError | null;
  /** Keeps a defect, of which the person is only shown the id. */
  log: (message: string, error: unknown) => void;
}

/** A middleware through which only typed errors reach a caller: STUDIO, or BAD_REQUEST for a call that breaks the contract. */
export function reportErrors(policy: ErrorPolicy) {
  return os.middleware(async ({ next, path, signal }) => {
    const report = (error: unknown) =>
      // Whoever asked has left: that the work then ends is no defect, and nobody hears of it.
      signal?.aborted && error === signal.reason ? error : contractError(error, path.join('.'), policy);
    try {
      const result = await next();
      if (!isEventIterator(result.output)) return result;
      const output = mapEventIterator(result.output, { value: async (value) => value, error: async (e) => report(e) });
      return { ...result, output };
    } catch (error) {
      throw report(error);
    }
  });
}

function contractError(error: unknown, procedure: string, policy: ErrorPolicy): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return error;
  const known = policy.recognize(error) ?? unforeseen(error, procedure, policy);
  const { message, code, details } = known;
  return new ORPCError('STUDIO', { status: 422, message, data: { code, details }, cause: error });
}

function unforeseen(error: unknown, procedure: string, policy: ErrorPolicy): StudioError {
  const id = randomUUID().slice(0, 8);
  policy.log(`Error ${id} in ${procedure}`, error);
  return new StudioError('internal', `Something went wrong that should not. The log has the details under ${id}.`, {
    reason: 'unforeseen',
    id,
  });
}

export function isEventIterator(value: unknown): value is AsyncGenerator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
