import { setImmediate } from 'node:timers/promises';
import type { Store } from '../../../db/open-store.ts';
import type { RunView } from '../../../db/run-table.ts';

export interface Loss {
  step: number;
  /** In the unit of the run's task; finite. */
  loss: number;
}

/** The curves and the figure that a run's thumbnail shows. */
export interface LossCurves {
  training: Loss[];
  /** At the ends of epochs. */
  validation: Loss[];
}

/** More would be less than three pixels apart. */
const mostPoints = 128;

/** Reads the curves of a run: where it has more steps than a picture has room for, each point is the mean of as many steps as the others. */
export async function lossCurves(store: Store, run: RunView): Promise<LossCurves> {
  const validation = store.epochMetrics
    .list(run.key, 0)
    .filter(({ step }) => step <= run.step)
    .map(({ step, validationLoss }) => ({ step, loss: validationLoss }));
  // A branch begins at the step of its origin.
  const [first] = store.stepMetrics.list(run.key, -1, 1);
  const training: { step: number; loss: number | null }[] = [];
  if (first !== undefined) {
    const count = run.step - first.step + 1;
    const points = Math.min(count, mostPoints);
    const endOf = (point: number) => first.step - 1 + Math.floor((count * point) / points);
    for (let point = 0; point < points; point++) {
      const [after, last] = [endOf(point), endOf(point + 1)];
      training.push({ step: (after + 1 + last) / 2, loss: store.stepMetrics.meanLoss(run.key, after, last) });
      await setImmediate(); // others have their turn
    }
  }
  return { training: training.filter(isKnown), validation: validation.filter(isKnown) };
}

const isKnown = (point: { step: number; loss: number | null }): point is Loss =>
  point.loss !== null && Number.isFinite(point.loss);
