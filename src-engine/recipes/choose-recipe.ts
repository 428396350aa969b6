import { dense, dropout, embedding, lstm } from '../models/default-layers.ts';
import { adam, defaultTraining } from '../models/presets.ts';
import { layerMultiplyAdds } from '../models/memory.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import type { Budget, RecipeReason } from '../spec/recipe-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { recipeTable } from './recipe-table.ts';
import type { RecipeRow } from './recipe-table.ts';

/** A text for a language model, and what may be computed for it. */
interface RecipeQuestion {
  /** Tokens of all documents, those held back included. */
  tokens: number;
  vocabularySize: number;
  documents: number;
  budget: Budget;
  /** Floating-point operations a second that trainings reach on this machine. */
  operationsPerSecond: number;
}

/** A network for a text and how to train it; how many steps is still to be said, see `fitSteps`. */
interface Recipe {
  model: ModelSpec;
  train: TrainSpec;
  /** More epochs would only learn the text by heart. */
  mostEpochs: number;
  reasons: RecipeReason[];
}

/** The computation that a training without a limit is thought to have, in seconds: time is no reason for a small network. */
const UNLIMITED_SECONDS = 3600;
/**
 * A text's recipe depends most on its length, then on how often it can be read, which decides about dropout, less on the
 * computation, to which a row is scaled, and least on its alphabet.
 */
const WEIGHTS = { tokens: 1.5, readings: 1, vocabulary: 0.3, operations: 0.5 };
/** A text that is read less often than this is hardly learnt by heart. */
const DROPOUT_FROM_EPOCHS = 1;
/** A row's network is made at most so many times as large, or small. */
const LARGEST_SCALE = 2;
const FEWEST_UNITS = 32;
const UNIT_STEP = 16;
/** A network reads more different tokens than these by an embedding, of at least so many dimensions. */
const MOST_ONE_HOT = 300;
const LEAST_EMBEDDING = 64;
/** An epoch has at least so many steps where the text allows. */
const FEWEST_STEPS_PER_EPOCH = 8;
/** Texts too short for one sequence of this length teach nothing. */
const SHORTEST_SEQUENCE = 16;
const SHORT_SEQUENCE = 32;
const FEW_LANES = 4;
/** A training has at least so many steps, unless its batches would have fewer tokens than these. */
const FEWEST_STEPS = 2500;
const LEAST_BATCH = 128;
const CLIP_NORM = 1;

/** Chooses network and training of a language model from the table of what was measured. */
export function chooseRecipe(question: RecipeQuestion, table: readonly RecipeRow[] = recipeTable): Recipe {
  const { tokens, vocabularySize, documents, budget, operationsPerSecond } = question;
  const seconds = budget.kind === 'time' ? budget.seconds : UNLIMITED_SECONDS;
  const wanted = {
    tokens: Math.max(1, tokens),
    vocabulary: Math.max(1, vocabularySize),
    operations: Math.max(1, seconds * operationsPerSecond),
  };
  const nearest = nearestRow(table, wanted);
  const scaled = scaleTo(wanted, nearest);
  const epochs = wanted.operations / (tokens * rowOperationsPerToken(scaled, vocabularySize));
  const rate = epochs < DROPOUT_FROM_EPOCHS ? 0 : scaled.dropout;
  const row = { ...scaled, dropout: rate };
  const { batchSize, sequenceLength } = fitBatch(row, {
    tokens,
    documents,
    affordable: epochs * tokens,
  });
  const { learningRate, mostEpochs, layers, units } = row;
  const train: TrainSpec = {
    ...defaultTraining('language-model'),
    batchSize,
    sequenceLength,
    optimizer: { ...adam, learningRate },
    clip: { type: 'norm', max: CLIP_NORM },
  };
  const size = epochs < mostEpochs ? 'size-for-time' : 'size-for-data';
  const reasons: RecipeReason[] = [
    { key: size, values: { layers, units, tokens, seconds } },
    { key: 'small-batches', values: { batchSize, sequenceLength } },
    { key: 'rate', values: { learningRate } },
  ];
  if (rate > 0) reasons.push({ key: 'dropout', values: { rate, tokens } });
  return { model: recipeModel(row, vocabularySize), train, mostEpochs, reasons };
}

/** The floating-point operations that one token costs in a training: forward, and backward to inputs and to weights. */
export function operationsPerToken(model: ModelSpec, sequenceLength: number): number {
  const multiplyAdds = layerMultiplyAdds(model, sequenceLength).reduce((sum, each) => sum + each, 0);
  return 2 * 3 * multiplyAdds;
}

type Amounts = Pick<RecipeRow, 'tokens' | 'vocabulary' | 'operations'>;

/** Returns the row whose amounts differ by the smallest factors. */
function nearestRow(table: readonly RecipeRow[], wanted: Amounts): RecipeRow {
  const factor = (a: number, b: number): number => Math.log(a / b) ** 2;
  const distance = (row: RecipeRow): number => {
    const operations = { measured: usedOperations(row, row), wanted: usedOperations(row, wanted) };
    return (
      WEIGHTS.tokens * factor(row.tokens, wanted.tokens) +
      WEIGHTS.readings * factor(readings(row, operations.measured), readings(wanted, operations.wanted)) +
      WEIGHTS.vocabulary * factor(row.vocabulary, wanted.vocabulary) +
      WEIGHTS.operations * factor(operations.measured, operations.wanted)
    );
  };
  return table.reduce((best, row) => (distance(row) < distance(best) ? row : best));
}

/** Returns the measure of how often a text is read: a network grows with the square root of the computation, and so do its readings. */
function readings({ tokens }: Pick<Amounts, 'tokens'>, operations: number): number {
  return Math.sqrt(operations) / tokens;
}

/**
 * Makes the row's network as large as the computation asks that lies between the measured ones, or beyond them. Weights
 * grow with the square root of the computation (Hoffmann et al. 2022), and there are about units² of them; a larger
 * network takes shorter steps.
 */
function scaleTo(wanted: Amounts, row: RecipeRow): RecipeRow {
  const ratio = (usedOperations(row, wanted) / usedOperations(row, row)) ** (1 / 4);
  const factor = Math.min(LARGEST_SCALE, Math.max(1 / LARGEST_SCALE, ratio));
  const units = Math.max(FEWEST_UNITS, UNIT_STEP * Math.round((row.units * factor) / UNIT_STEP));
  const dim = wanted.vocabulary > MOST_ONE_HOT ? Math.max(row.embedding, LEAST_EMBEDDING) : 0;
  return {
    ...row,
    units,
    embedding: dim,
    learningRate: Number(((row.learningRate * row.units) / units).toPrecision(2)),
  };
}

/** The operations of a text that the row's network uses before it has read the text as often as helps. */
export function usedOperations(row: RecipeRow, { tokens, vocabulary, operations }: Amounts): number {
  const all = row.mostEpochs * tokens * rowOperationsPerToken(row, vocabulary);
  return row.isLearnt ? Math.min(operations, all) : operations;
}

function rowOperationsPerToken(row: RecipeRow, vocabulary: number): number {
  return operationsPerToken(recipeModel(row, vocabulary), row.sequenceLength);
}

/** The network of a row of the table, or of a point that is measured for it. */
export function recipeModel(
  { layers, units, dropout: rate, embedding: dim }: Pick<RecipeRow, 'layers' | 'units' | 'dropout' | 'embedding'>,
  vocabularySize: number,
): ModelSpec {
  const stack: LayerSpec[] = [dim === 0 ? { type: 'one_hot' } : embedding(dim)];
  for (let layer = 0; layer < layers; layer++) stack.push(lstm(units), ...(rate > 0 ? [dropout(rate)] : []));
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [...stack, dense(vocabularySize)],
  };
}

/**
 * Makes the batches of a row as small as a short text, or little computation, needs: an epoch has several steps, and the
 * training so many that it leaves the plateau on which only frequencies are learnt. Sequences are halved before lanes,
 * which did better, until they are short.
 */
function fitBatch(
  { batchSize, sequenceLength }: RecipeRow,
  { tokens, documents, affordable }: { tokens: number; documents: number; affordable: number },
): { batchSize: number; sequenceLength: number } {
  const room = (0.9 * tokens - documents) / FEWEST_STEPS_PER_EPOCH;
  let batch = batchSize;
  let steps = sequenceLength;
  const halve = (): void => {
    if (steps > SHORT_SEQUENCE || (batch <= FEW_LANES && steps > SHORTEST_SEQUENCE))
      steps = Math.max(SHORTEST_SEQUENCE, Math.floor(steps / 2));
    else batch = Math.floor(batch / 2);
  };
  while (batch * steps > LEAST_BATCH && affordable / (batch * steps) < FEWEST_STEPS) halve();
  while (batch * steps > Math.max(SHORTEST_SEQUENCE, room)) halve();
  return { batchSize: batch, sequenceLength: steps };
}
