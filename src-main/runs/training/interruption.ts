import { StudioError, type RelayedError } from '../../contract/errors.ts';
import type { RunView } from '../../db/run-table.ts';

/** A run does not go on by itself a second time before it has trained for so long: it may be what ends the studio. */
const provenAfterMs = 10 * 60_000;

/** The message to a person about a run that was lost, which also says whether it goes on by itself if it was training. */
export interface Interruption {
  error: RelayedError;
  goesOn: boolean;
}

/**
 * Explains why a run ended too soon. `savedStep` is that of its last checkpoint, null where there is none. A run goes on by itself, but not
 * for ever: it may be what ended the process.
 */
export function interruption(
  { retried_at: retriedAt, elapsed_ms: elapsedMs }: Pick<RunView, 'retried_at' | 'elapsed_ms'>,
  savedStep: number | null,
  why: StudioError,
): Interruption {
  const isProven = retriedAt === null || elapsedMs - retriedAt >= provenAfterMs;
  const isCrash = why.code === 'engine-failed';
  const { code, message, details } = isCrash && !isProven ? endedAgain(why) : why;
  const rest =
    savedStep === null
      ? 'Nothing had been saved yet, so the run begins again when it is resumed.'
      : `The run can go on from step ${savedStep}.`;
  return { error: { code, message: `${message} ${rest}`, details }, goesOn: isCrash && isProven };
}

function endedAgain({ message }: StudioError): StudioError {
  const again = 'It had gone on by itself after that had happened before, and stays interrupted now.';
  return new StudioError('engine-failed', `${message} ${again}`, { reason: 'ended-again' });
}
