import type { SequenceSamples } from './sequence-data.ts';

/** Token sequences with a class each, as samples of `createSequenceData`. Padding is −1. */
export function labelledSequences(
  sequences: readonly { ids: Int32Array; label: number }[],
  classWeights: readonly number[] | null,
): SequenceSamples {
  return {
    lengths: sequences.map(({ ids }) => ids.length),
    labels: sequences.map(({ label }) => label),
    fill(rows, steps) {
      const ids = new Int32Array(steps * rows.length).fill(-1);
      const targets = new Int32Array(rows.length).fill(-1);
      let weight = 0;
      rows.forEach((sample, b) => {
        if (sample === undefined) return;
        const sequence = sequences[sample];
        for (let t = 0; t < Math.min(steps, sequence.ids.length); t++) ids[t * rows.length + b] = sequence.ids[t];
        targets[b] = sequence.label;
        weight += classWeights?.[sequence.label] ?? 1;
      });
      return { input: { ids }, targets, weight };
    },
  };
}
