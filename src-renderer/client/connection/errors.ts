import { ORPCError } from '@orpc/client';
import type { StudioErrorCode } from '../../../src-main/contract/errors.ts';
import type { ErrorValues } from '../../../src-engine/spec/engine-errors.ts';

/** A call was made while the host could not be reached, or the line broke before the answer came. */
export class NotConnectedError extends Error {
  constructor() {
    super('The studio is not connected to its host.');
    this.name = 'NotConnectedError';
  }
}

interface StudioErrorData {
  code: StudioErrorCode;
  details: ErrorValues;
}

/** Returns the text of a STUDIO error, or null for any other error. */
export function studioErrorOf(error: unknown): StudioErrorData | null {
  if (!(error instanceof ORPCError) || error.code !== 'STUDIO') return null;
  const data: StudioErrorData = error.data;
  return data;
}

/** Tells whether the connection is to blame: a stream that breaks with it ends with an AbortError. */
export const isConnectionError = (error: unknown): boolean =>
  error instanceof NotConnectedError || (error instanceof Error && error.name === 'AbortError');
