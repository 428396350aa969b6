import type { SequenceSamples } from './sequence-data.ts';

export interface NumericSequence {
  /** (steps, F). */
  features: Float32Array;
  /** The O values to predict; NaN where one is not known. */
  targets: Float32Array;
}

/** Sequences of vectors of F = `featureCount` real values with O = `outputCount` real values to predict from each, as samples of `createSequenceData`. */
export function numericSequences(
  sequences: readonly NumericSequence[],
  { featureCount, outputCount }: { featureCount: number; outputCount: number },
): SequenceSamples {
  return {
    lengths: sequences.map(({ features }) => features.length / featureCount),
    labels: null,
    fill(rows, steps) {
      const features = new Float32Array(steps * rows.length * featureCount);
      const targets = new Float32Array(rows.length * outputCount).fill(NaN);
      rows.forEach((sample, b) => {
        if (sample === undefined) return;
        const sequence = sequences[sample];
        const count = Math.min(steps, sequence.features.length / featureCount);
        for (let t = 0; t < count; t++) {
          const vector = sequence.features.subarray(t * featureCount, (t + 1) * featureCount);
          features.set(vector, (t * rows.length + b) * featureCount);
        }
        targets.set(sequence.targets, b * outputCount);
      });
      const weight = targets.reduce((known, target) => known + (Number.isNaN(target) ? 0 : 1), 0);
      return { input: { features }, targets, weight };
    },
  };
}

/** Mean of the squares of all targets that are known; 0 where there are none. */
export function meanSquareOfTargets(sequences: readonly NumericSequence[]): number {
  let sum = 0;
  let count = 0;
  for (const { targets } of sequences) {
    for (const target of targets) {
      if (Number.isNaN(target)) continue;
      sum += target ** 2;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}
