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
    tokens: 1_115_394,
    vocabulary: 65,
    operations: 5e12,
    layers: 1,
    units: 224,
    embedding: 0,
    dropout: 0,
    batchSize: 16,
    sequenceLength: 64,
    learningRate: 0.02,
    mostEpochs: 20,
  },
];
