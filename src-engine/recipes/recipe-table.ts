/** What was the best for a text and an amount of computation, as `npm run bench -- recipes` measured it. */
export interface RecipeRow {
  /** The text's tokens, those held back included, and its different tokens. */
  tokens: number;
  vocabulary: number;
  /** Floating-point operations of the whole training. */
  operations: number;
  layers: number;
  units: number;
  /** Dimensions of the embedding; 0 means one-hot. */
  embedding: number;
  dropout: number;
  batchSize: number;
  sequenceLength: number;
  learningRate: number;
  /** After so many epochs the validation loss fell no more. */
  mostEpochs: number;
}

export const recipeTable: readonly RecipeRow[] = [
  {
    tokens: 4000,
    vocabulary: 55,
    operations: 1350000000000,
    layers: 1,
    units: 128,
    embedding: 0,
    dropout: 0.5,
    batchSize: 4,
    sequenceLength: 16,
    learningRate: 0.01,
    mostEpochs: 19,
  },
  {
    tokens: 50000,
    vocabulary: 68,
    operations: 5400000000000,
    layers: 1,
    units: 256,
    embedding: 0,
    dropout: 0.5,
    batchSize: 8,
    sequenceLength: 32,
    learningRate: 0.01,
    mostEpochs: 13,
  },
  {
    tokens: 61762,
    vocabulary: 54,
    operations: 5400000000000,
    layers: 1,
    units: 256,
    embedding: 0,
    dropout: 0.5,
    batchSize: 16,
    sequenceLength: 32,
    learningRate: 0.01,
    mostEpochs: 12,
  },
  {
    tokens: 328721,
    vocabulary: 3041,
    operations: 1350000000000,
    layers: 1,
    units: 128,
    embedding: 64,
    dropout: 0,
    batchSize: 4,
    sequenceLength: 32,
    learningRate: 0.01,
    mostEpochs: 40,
  },
  {
    tokens: 328721,
    vocabulary: 3041,
    operations: 5400000000000,
    layers: 1,
    units: 160,
    embedding: 128,
    dropout: 0.2,
    batchSize: 16,
    sequenceLength: 32,
    learningRate: 0.02,
    mostEpochs: 40,
  },
  {
    tokens: 328721,
    vocabulary: 3041,
    operations: 27000000000000,
    layers: 1,
    units: 256,
    embedding: 128,
    dropout: 0.5,
    batchSize: 16,
    sequenceLength: 32,
    learningRate: 0.01,
    mostEpochs: 14,
  },
  {
    tokens: 464914,
    vocabulary: 10188,
    operations: 5400000000000,
    layers: 1,
    units: 128,
    embedding: 128,
    dropout: 0.2,
    batchSize: 8,
    sequenceLength: 32,
    learningRate: 0.01,
    mostEpochs: 2,
  },
  {
    tokens: 1115394,
    vocabulary: 65,
    operations: 2700000000000,
    layers: 1,
    units: 224,
    embedding: 0,
    dropout: 0,
    batchSize: 16,
    sequenceLength: 64,
    learningRate: 0.02,
    mostEpochs: 40,
  },
  {
    tokens: 1115394,
    vocabulary: 65,
    operations: 27000000000000,
    layers: 1,
    units: 384,
    embedding: 0,
    dropout: 0.1,
    batchSize: 16,
    sequenceLength: 64,
    learningRate: 0.01,
    mostEpochs: 11,
  },
  {
    tokens: 1191295,
    vocabulary: 81,
    operations: 270000000000,
    layers: 1,
    units: 128,
    embedding: 0,
    dropout: 0,
    batchSize: 8,
    sequenceLength: 32,
    learningRate: 0.04,
    mostEpochs: 1,
  },
];
