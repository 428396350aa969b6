import type { RecipePoint } from './recipe-results.ts';

interface Amounts {
  tokens: number;
  vocabularySize: number;
  operations: number;
}

const MANY_TOKENS_IN_A_VOCABULARY = 300;
const SHORT_TEXT = 200_000;

/**
 * Returns the points with which halving begins: sizes around the one that the computation can train, small and smaller
 * batches, two rates, dropout where the text is read often, and RMSProp as a person would choose it.
 */
export function candidatePoints({ tokens, vocabularySize, operations }: Amounts): RecipePoint[] {
  const embedding = vocabularySize > MANY_TOKENS_IN_A_VOCABULARY ? 128 : 0;
  const unitsFor = (layers: number): number => unitsOf(operations, layers);
  const base: RecipePoint = {
    ...{ layers: 1, units: unitsFor(1), embedding, dropout: 0, batchSize: 16, sequenceLength: 64 },
    ...{ learningRate: 0.01, optimizer: 'adam', mostEpochs: mostEpochs(tokens) },
  };
  const smaller = Math.max(32, roundUnits(base.units / 1.7));
  const points: RecipePoint[] = [
    base,
    { ...base, learningRate: 0.02 },
    { ...base, units: smaller, learningRate: 0.02 },
    { ...base, layers: 2, units: unitsFor(2) },
    { ...base, batchSize: 8, sequenceLength: 32 },
    { ...base, dropout: 0.2 },
    { ...base, dropout: 0.4, batchSize: 8, sequenceLength: 32 },
    { ...base, layers: 2, units: 128, batchSize: 50, sequenceLength: 50, learningRate: 0.006, optimizer: 'rmsprop' },
  ];
  if (tokens > SHORT_TEXT) return points;
  return [...points, { ...base, units: smaller, dropout: 0.5, batchSize: 4, sequenceLength: 32, learningRate: 0.005 }];
}

/** A network of so many units sees some twenty times as many tokens as it has weights. */
function unitsOf(operations: number, layers: number): number {
  const weights = Math.sqrt(operations / (6 * 20));
  const perSquare = layers === 1 ? 4 : 12;
  return Math.min(1024, Math.max(32, roundUnits(Math.sqrt(weights / perSquare))));
}

function roundUnits(units: number): number {
  return Math.max(16, Math.round(units / 32) * 32);
}

/** No text is read more often than this, short ones most often. */
function mostEpochs(tokens: number): number {
  return tokens > SHORT_TEXT ? 40 : 80;
}
