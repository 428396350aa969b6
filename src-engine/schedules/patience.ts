import type { Patience } from '../spec/checkpoint-spec.ts';

export const initialPatience: Patience = { reference: null, epochsWithoutImprovement: 0 };

/** The patience after an epoch that ended with this validation loss. */
export function observeLoss(patience: Patience, loss: number, minDelta: number): Patience {
  const improved = patience.reference === null || loss < patience.reference - minDelta;
  return improved
    ? { reference: loss, epochsWithoutImprovement: 0 }
    : { reference: patience.reference, epochsWithoutImprovement: patience.epochsWithoutImprovement + 1 };
}
