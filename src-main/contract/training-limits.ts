/** The bounds of a training's numbers, which its schema checks and which forms show. */
export const trainingLimits = {
  epochs: { min: 1, max: 1_000_000 },
  batchSize: { min: 1, max: 65_536 },
  sequenceLength: { min: 1, max: 65_536 },
  validationFraction: { min: 0, max: 0.5 },
  seed: { min: 0, max: 2 ** 32 - 1 },
  threads: { min: 1, max: 256 },
} as const;
