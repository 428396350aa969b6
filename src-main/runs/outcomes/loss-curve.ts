import type { Store } from '../../db/open-store.ts';

/** Points of a curve that is as small as a word. */
const mostPoints = 40;
/** Fewer epochs than these make no curve. */
const fewestEpochs = 4;

/**
 * Returns the course of a training in a few losses: of its epochs, validated where they were, or of its steps where it has too few
 * epochs.
 */
export function lossCurve(store: Store, runKey: number): number[] {
  const epochs = store.epochMetrics.list(runKey, 0);
  if (epochs.length >= fewestEpochs) {
    const isValidated = epochs.every(({ validationLoss }) => validationLoss !== null);
    return evenly(
      epochs.map(({ trainLoss, validationLoss }) => (isValidated ? (validationLoss ?? trainLoss) : trainLoss)),
    );
  }
  return evenly(store.stepMetrics.listThinned(runKey, 0, 2 * mostPoints).map(({ loss }) => loss));
}

/** Returns means of equally many successive values. */
function evenly(values: readonly number[]): number[] {
  const count = Math.min(mostPoints, values.length);
  return Array.from({ length: count }, (_, n) => {
    const part = values.slice(Math.floor((n * values.length) / count), Math.floor(((n + 1) * values.length) / count));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
