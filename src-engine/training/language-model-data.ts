import { EngineError } from '../spec/engine-error.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { chunkCount, createTrainingBatches, createValidationBatches } from '../text/batching.ts';
import type { LanguageModelBatches } from '../text/batching.ts';
import type { BatchSource, TrainingData } from './batch-source.ts';

type Cut = Pick<TrainSpec, 'batchSize' | 'sequenceLength' | 'validationFraction'>;

/**
 * Texts for a language model, which at the end of a document forgets what it has read. Of all their N tokens the first
 * ⌊(1 − validationFraction)·N⌋ train and the rest validate; a document in which that end lies becomes two.
 *
 * An epoch trains on B lanes of whole chunks of T steps; what is left over at the end of the training part, at most B·T tokens, is
 * not trained on (see `createTrainingBatches`). Validation leaves out nothing: each token of a document but its first is predicted once.
 * Throws EngineError `text-too-short` where there is not one chunk for every lane.
 */
export function createLanguageModelData(documents: readonly Int32Array[], cut: Cut): TrainingData {
  const { batchSize, sequenceLength } = cut;
  const { training, validation } = splitDocuments(documents, trainingTokens(tokenCount(documents), cut));
  const batches = createTrainingBatches(training, batchSize, sequenceLength);
  if (batches.count === 0) throw tooShort(documents, training, cut);
  const heldOut = createValidationBatches(validation, batchSize, sequenceLength);
  return { training: createSource(batches), validation: heldOut.count === 0 ? null : createSource(heldOut) };
}

function tokenCount(documents: readonly Int32Array[]): number {
  return documents.reduce((sum, { length }) => sum + length, 0);
}

function trainingTokens(total: number, { validationFraction }: Pick<Cut, 'validationFraction'>): number {
  return Math.floor(total * (1 - validationFraction));
}

function splitDocuments(documents: readonly Int32Array[], trainingCount: number) {
  const training: Int32Array[] = [];
  const validation: Int32Array[] = [];
  let remaining = trainingCount;
  for (const document of documents) {
    const share = Math.min(remaining, document.length);
    training.push(document.subarray(0, share));
    validation.push(document.subarray(share));
    remaining -= share;
  }
  return { training, validation };
}

function createSource({ lanes, steps, count, chunk }: LanguageModelBatches): BatchSource {
  return {
    count,
    carriesState: true,
    shapes: [{ batch: lanes, steps }],
    batch(_, n) {
      const { ids, targets, targetCount, lengths, newDocuments } = chunk(n);
      return { batch: lanes, steps, input: { ids }, lengths, newDocuments, targets, weight: targetCount };
    },
  };
}

/** Why a single text of so many tokens cannot be trained on, and what to do about it; null means that it is long enough. */
export function describeShortage(tokens: number, cut: Cut): string | null {
  const needed = neededTokens(cut);
  if (tokens >= needed) return null;
  return (
    `The text has ${tokens} tokens. With a batch size of ${cut.batchSize} and a sequence length of ` +
    `${cut.sequenceLength} it needs at least ${needed}. ${remedy}`
  );
}

function tooShort(documents: readonly Int32Array[], training: readonly Int32Array[], cut: Cut): EngineError {
  const total = tokenCount(documents);
  const message =
    (documents.length === 1 ? describeShortage(total, cut) : null) ??
    `The ${documents.length} documents have ${total} tokens, of which those for training make ` +
      `${chunkCount(training, cut.sequenceLength)} chunks of at most ${cut.sequenceLength}. A batch size of ` +
      `${cut.batchSize} needs at least ${cut.batchSize}. ${remedy}`;
  return new EngineError('text-too-short', message, { reason: 'text' });
}

const remedy = 'Use a longer text, or make the batch size or the sequence length smaller.';

/** Returns the number of tokens that a single document needs. */
function neededTokens(cut: Cut): number {
  const chunk = cut.batchSize * cut.sequenceLength + 1;
  let needed = Math.ceil(chunk / (1 - cut.validationFraction));
  while (trainingTokens(needed, cut) < chunk) needed++;
  return needed;
}
