/** The best settings for a text and an amount of computation, as `npm run bench -- recipes` measured them. */
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
  /** More epochs than these are not worth their time, or have not been measured. */
  mostEpochs: number;
  /** `true` means that the validation loss was seen to fall no more, so that more computation would not have helped. */
  isLearnt: boolean;
}

// One row a line, as the bench writes them.
// prettier-ignore
export const recipeTable: readonly RecipeRow[] = [
  { tokens: 4000, vocabulary: 55, operations: 1350000000000, layers: 1, units: 128, embedding: 0, dropout: 0.5, batchSize: 4, sequenceLength: 16, learningRate: 0.01, mostEpochs: 19, isLearnt: true },
  { tokens: 50000, vocabulary: 68, operations: 1350000000000, layers: 1, units: 224, embedding: 0, dropout: 0.4, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 13, isLearnt: false },
  { tokens: 50000, vocabulary: 68, operations: 3375000000000, layers: 1, units: 352, embedding: 0, dropout: 0.4, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 13, isLearnt: true },
  { tokens: 61762, vocabulary: 54, operations: 270000000000, layers: 1, units: 128, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 32, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 61762, vocabulary: 54, operations: 1350000000000, layers: 1, units: 128, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 64, learningRate: 0.02, mostEpochs: 16, isLearnt: false },
  { tokens: 61762, vocabulary: 54, operations: 3375000000000, layers: 1, units: 352, embedding: 0, dropout: 0.2, batchSize: 16, sequenceLength: 64, learningRate: 0.01, mostEpochs: 17, isLearnt: false },
  { tokens: 61762, vocabulary: 54, operations: 5400000000000, layers: 1, units: 224, embedding: 0, dropout: 0.4, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 115, isLearnt: false },
  { tokens: 328721, vocabulary: 3041, operations: 270000000000, layers: 1, units: 64, embedding: 64, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 328721, vocabulary: 3041, operations: 1350000000000, layers: 1, units: 128, embedding: 64, dropout: 0, batchSize: 4, sequenceLength: 32, learningRate: 0.01, mostEpochs: 40, isLearnt: false },
  { tokens: 328721, vocabulary: 3041, operations: 6750000000000, layers: 1, units: 352, embedding: 128, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 40, isLearnt: false },
  { tokens: 328721, vocabulary: 3041, operations: 108000000000000, layers: 1, units: 256, embedding: 128, dropout: 0.5, batchSize: 16, sequenceLength: 32, learningRate: 0.01, mostEpochs: 9, isLearnt: true },
  { tokens: 440833, vocabulary: 1000, operations: 5400000000000, layers: 1, units: 224, embedding: 128, dropout: 0.1, batchSize: 16, sequenceLength: 32, learningRate: 0.01, mostEpochs: 12, isLearnt: false },
  { tokens: 464914, vocabulary: 10188, operations: 270000000000, layers: 1, units: 64, embedding: 64, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 464914, vocabulary: 10188, operations: 5400000000000, layers: 1, units: 128, embedding: 128, dropout: 0.2, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 2, isLearnt: false },
  { tokens: 464914, vocabulary: 10188, operations: 10800000000000, layers: 1, units: 128, embedding: 128, dropout: 0.4, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 12, isLearnt: false },
  { tokens: 1115394, vocabulary: 65, operations: 675000000000, layers: 1, units: 128, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 64, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 1115394, vocabulary: 65, operations: 1350000000000, layers: 1, units: 128, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 64, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 1115394, vocabulary: 65, operations: 3375000000000, layers: 1, units: 192, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 64, learningRate: 0.02, mostEpochs: 4, isLearnt: false },
  { tokens: 1115394, vocabulary: 65, operations: 6750000000000, layers: 1, units: 192, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 64, learningRate: 0.02, mostEpochs: 8, isLearnt: false },
  { tokens: 1115394, vocabulary: 65, operations: 27000000000000, layers: 1, units: 384, embedding: 0, dropout: 0.1, batchSize: 16, sequenceLength: 64, learningRate: 0.01, mostEpochs: 8, isLearnt: true },
  { tokens: 1191295, vocabulary: 81, operations: 270000000000, layers: 1, units: 128, embedding: 0, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.04, mostEpochs: 40, isLearnt: false },
  { tokens: 1191295, vocabulary: 81, operations: 1350000000000, layers: 1, units: 192, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 32, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 1191295, vocabulary: 81, operations: 3375000000000, layers: 1, units: 192, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 64, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 1191295, vocabulary: 81, operations: 5400000000000, layers: 1, units: 224, embedding: 0, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 40, isLearnt: false },
  { tokens: 1191295, vocabulary: 81, operations: 27000000000000, layers: 1, units: 352, embedding: 0, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 13, isLearnt: false },
  { tokens: 1572722, vocabulary: 561, operations: 1350000000000, layers: 1, units: 192, embedding: 0, dropout: 0, batchSize: 16, sequenceLength: 32, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 1572750, vocabulary: 561, operations: 270000000000, layers: 1, units: 128, embedding: 0, dropout: 0, batchSize: 4, sequenceLength: 32, learningRate: 0.02, mostEpochs: 40, isLearnt: false },
  { tokens: 1585305, vocabulary: 566, operations: 5400000000000, layers: 1, units: 224, embedding: 128, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 40, isLearnt: false },
  { tokens: 1919106, vocabulary: 580, operations: 3375000000000, layers: 1, units: 352, embedding: 128, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 40, isLearnt: false },
  { tokens: 1919106, vocabulary: 580, operations: 27000000000000, layers: 1, units: 352, embedding: 128, dropout: 0, batchSize: 8, sequenceLength: 32, learningRate: 0.01, mostEpochs: 12, isLearnt: false },
];
