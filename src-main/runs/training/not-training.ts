import { StudioError } from '../../contract/errors.ts';

/** The answer to a live look at a run that does not train, also where it was paused or stopped before its training had begun. */
export function notTraining(): StudioError {
  return new StudioError('invalid-data', 'This run is not training now. Look at one of its checkpoints.', {
    reason: 'no-training-now',
  });
}
