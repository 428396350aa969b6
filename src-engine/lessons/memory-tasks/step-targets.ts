import type { SequenceSamples } from '../../training/sequence-data.ts';

/** Token sequences with a target for each step, as samples; −1 after the end of each. */
export function stepTargets(sequences: readonly { ids: Int32Array; targets: Int32Array }[]): SequenceSamples {
  return {
    lengths: sequences.map(({ ids }) => ids.length),
    labels: null,
    fill(rows, steps) {
      const ids = new Int32Array(steps * rows.length).fill(-1);
      const targets = ids.slice();
      rows.forEach((sample, b) => {
        if (sample === undefined) return;
        const sequence = sequences[sample];
        for (let t = 0; t < Math.min(steps, sequence.ids.length); t++) {
          ids[t * rows.length + b] = sequence.ids[t];
          targets[t * rows.length + b] = sequence.targets[t];
        }
      });
      return { input: { ids }, targets, weight: targets.filter((target) => target >= 0).length };
    },
  };
}
