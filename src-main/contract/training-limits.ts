/** The bounds of a training's numbers, which its schema checks and which forms show. */
export const trainingLimits = {
  epochs: { min: 1, max: 1_000_000 },
  batchSize: { min: 1, max: 65_536 },
  sequenceLength: { min: 1, max: 65_536 },
  validationFraction: { min: 0, max: 0.5 },
  seed: { min: 0, max: 2 ** 32 - 1 },
  threads: { min: 1, max: 256 },
  /** A vocabulary of byte pairs holds all bytes and one pair at least. */
  bpeVocabularySize: { min: 257, max: 65_536 },
} as const;

/** The bounds, in forms, of numbers that have to lie above 0. The schema takes all that do. */
const smallestPositive = 1e-12;

/**
 * The bounds that forms show for numbers which the schema leaves open above. It checks the lower bounds, but takes every rate, factor and
 * time above 0, and every share from 0 to below 1.
 */
export const openLimits = {
  maxSteps: { min: 1, max: 1e9 },
  gradientAccumulation: { min: 1, max: 65_536 },
  learningRate: { min: smallestPositive, max: 1000 },
  share: { min: 0, max: 0.999999 },
  epsilon: { min: 1e-30, max: 1 },
  weightDecay: { min: 0, max: 100 },
  clipMax: { min: 1e-6, max: 1e6 },
  l2: { min: 0, max: 100 },
  warmupSteps: { min: 0, max: 1e9 },
  everyEpochs: { min: 1, max: 1e6 },
  /** A rate is multiplied by it. */
  factor: { min: smallestPositive, max: 10 },
  finalFactor: { min: 0, max: 10 },
  plateauPatience: { min: 0, max: 1e6 },
  minDelta: { min: 0, max: 1000 },
  patience: { min: 1, max: 1e6 },
  everySteps: { min: 1, max: 1e9 },
  everyMinutes: { min: smallestPositive, max: 1e6 },
  keptCheckpoints: { min: 1, max: 1000 },
  minimumFrequency: { min: 1, max: 1e9 },
} as const;
