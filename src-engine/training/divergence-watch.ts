import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { EngineError } from '../spec/engine-error.ts';
import { DIVERGENCE_PATIENCE, divergedError, isBeyondNumbers } from './divergence.ts';
import type { DivergenceRule } from './divergence.ts';

type Place = Pick<TrainingProgress, 'step' | 'divergingSince'>;

/** Watches over the losses of a training, by the progress before the step that is judged. */
export interface DivergenceWatch {
  /**
   * Returns the first step of the series of high losses that goes on with this loss of the next step, or null when it
   * is not too high. Throws EngineError `diverged` for a loss that is no number, and for one too many in a series.
   */
  judge(progress: Place, loss: number): number | null;
  /**
   * Throws EngineError `diverged` for a norm of the next step's gradient that is not finite. `divergingSince` is the
   * value that `judge` returned for its loss.
   */
  requireFiniteGradient(progress: Place, norm: number, divergingSince: number | null): void;
  /** Throws EngineError `diverged` for a validation loss that is no number. */
  requireFiniteValidation(progress: Place, loss: number): void;
  /**
   * Throws EngineError `diverged` for a run that is too short for the patience with high losses, when half of its
   * steps, and the last ones, were too high.
   */
  requireGoodEnd(progress: Place, totalSteps: number): void;
  /** Returns the error for parameters that are not finite. */
  parametersError(progress: Place): EngineError;
}

export function createDivergenceWatch(rule: DivergenceRule): DivergenceWatch {
  const { limit } = rule;
  return {
    judge({ step: before, divergingSince }, loss) {
      const step = before + 1;
      const since = divergingSince ?? step;
      const isOver = isBeyondNumbers(loss, rule);
      if (!isOver && loss <= limit) return null;
      if (isOver || step - since + 1 >= DIVERGENCE_PATIENCE)
        throw divergedError({ cause: 'loss', step, since, loss, limit });
      return since;
    },
    requireFiniteGradient({ step: before }, norm, divergingSince) {
      if (Number.isFinite(norm)) return;
      // The loss was the last thing that the network before this step gave.
      const step = before + 1;
      throw divergedError({ cause: 'gradient', step, since: divergingSince ?? step + 1, limit });
    },
    requireFiniteValidation({ step, divergingSince }, loss) {
      if (!isBeyondNumbers(loss, rule)) return;
      throw divergedError({ cause: 'validation-loss', step, since: divergingSince ?? step + 1, loss, limit });
    },
    requireGoodEnd({ step, divergingSince: since }, totalSteps) {
      if (since === undefined || step < totalSteps) return;
      if (step - since + 1 < Math.min(DIVERGENCE_PATIENCE, totalSteps / 2)) return;
      throw divergedError({ cause: 'end', step, since, limit });
    },
    parametersError: ({ step, divergingSince }) =>
      divergedError({ cause: 'parameters', step, since: divergingSince ?? step + 1, limit }),
  };
}

/** Returns the progress with the value that `judge` returned for its last loss. */
export function withDivergence(progress: TrainingProgress, divergingSince: number | null): TrainingProgress {
  const healthy = { ...progress };
  delete healthy.divergingSince;
  return divergingSince === null ? healthy : { ...healthy, divergingSince };
}
