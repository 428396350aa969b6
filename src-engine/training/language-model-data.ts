import { EngineError } from '../spec/engine-error.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { chunkCount, createTrainingBatches, createValidationBatches } from '../text/batching.ts';
import type { LanguageModelBatches } from '../text/batching.ts';
import { createDocumentBatches } from '../text/document-batches.ts';
import type { DocumentBatches } from '../text/document-batches.ts';
import { createHeldOutBatches } from '../text/held-out-batches.ts';
import type { HeldOutBatches } from '../text/held-out-batches.ts';
import {
  boundedDocuments,
  splitOwnValidation,
  splitTexts,
  trainingTokens,
  type TextSplit,
} from '../text/split-texts.ts';
import type { BatchSource, TrainingData } from './batch-source.ts';

type Cut = Pick<TrainSpec, 'batchSize' | 'sequenceLength' | 'validationFraction' | 'batching'> & {
  /** The seed is needed when there is more than one document and batching is 3. */
  seed?: number;
};

/**
 * Texts for a language model, which at the end of a document forgets what it has read. `boundary` is the token that begins and ends a
 * document, if the vocabulary has one.
 *
 * With batching 3, each of several documents trains in every epoch, or is held out, whole. Of a single text of N tokens, and with older
 * versions of all documents, the first ⌊(1 − validationFraction)·N⌋ train and the rest validates; an epoch trains on B lanes of whole
 * chunks of T steps, and what is left over at the end of the training part, at most B·T tokens, is not trained on (see
 * `createTrainingBatches`). Validation leaves out nothing: each token of a document but its first is predicted once.
 * The last `heldBack` documents are a validation part of their own, if there is one.
 * Throws EngineError `text-too-short` where there is nothing to train on.
 */
export function createLanguageModelData(
  documents: readonly Int32Array[],
  cut: Cut,
  boundary?: number,
  heldBack?: number,
): TrainingData {
  if (heldBack !== undefined) return createDataWithOwnValidation(documents, cut, boundary, heldBack);
  const split = splitTexts(documents, cut, boundary);
  const texts = (cut.batching ?? 1) < 3 ? documents : boundedDocuments(documents, boundary);
  if (split.unit === 'token') return createTextData(texts, split, cut);
  const batches = createDocumentBatches(split.training, { ...cut, seed: cut.seed ?? 0 });
  if (batches.count === 0) throw tooShort(texts, [], cut);
  return { training: createDocumentSource(batches), validation: createHeldOutSource(split.validation, cut) };
}

/** The last documents are not trained on, and validate whole. */
function createDataWithOwnValidation(
  documents: readonly Int32Array[],
  cut: Cut,
  boundary: number | undefined,
  heldBack: number,
): TrainingData {
  const others = documents.slice(0, documents.length - heldBack);
  const { training } = createLanguageModelData(others, { ...cut, validationFraction: 0 }, boundary);
  const { validation } = splitOwnValidation(documents, cut, boundary, heldBack);
  return { training, validation: createHeldOutSource(validation, cut) };
}

/** One text after the other, of which the first part trains. */
function createTextData(documents: readonly Int32Array[], split: TextSplit, cut: Cut): TrainingData {
  const { batchSize, sequenceLength } = cut;
  const { training, validation } = split;
  const batches = createTrainingBatches(training, batchSize, sequenceLength);
  if (batches.count === 0) throw tooShort(documents, training, cut);
  if ((cut.batching ?? 1) >= 3) {
    return { training: createSource(batches), validation: createHeldOutSource(validation, cut) };
  }
  const heldOut = createValidationBatches(validation, batchSize, sequenceLength);
  return { training: createSource(batches), validation: heldOut.count === 0 ? null : createSource(heldOut) };
}

function tokenCount(documents: readonly Int32Array[]): number {
  return documents.reduce((sum, { length }) => sum + length, 0);
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

function createDocumentSource({ lanes, steps, count, chunk }: DocumentBatches): BatchSource {
  return {
    count,
    carriesState: true,
    shapes: [{ batch: lanes, steps }],
    batch(epoch, n) {
      const { ids, targets, targetCount, resets, newDocuments } = chunk(epoch, n);
      const input = { ids };
      return { batch: lanes, steps, input, lengths: null, resets, newDocuments, targets, weight: targetCount };
    },
  };
}

/** Returns null when nothing is held out. */
function createHeldOutSource(documents: readonly Int32Array[], cut: Cut): BatchSource | null {
  const usable = documents.filter(({ length }) => length > 1);
  const batches: HeldOutBatches = createHeldOutBatches(usable, cut.batchSize * cut.sequenceLength);
  const { lanes, steps, count, warmUp, chunk } = batches;
  if (count === 0) return null;
  return {
    count,
    carriesState: true,
    shapes: [{ batch: lanes, steps }],
    warmUp,
    batch(_, n) {
      const { ids, targets, targetCount, resets } = chunk(n);
      return { batch: lanes, steps, input: { ids }, lengths: null, resets, targets, weight: targetCount };
    },
  };
}

/**
 * Says why a single text of so many tokens cannot be trained on and what to do about it, with the number of tokens that
 * it needs; null means that it is long enough.
 */
export function describeShortage(tokens: number, cut: Cut): { message: string; needed: number } | null {
  const needed = neededTokens(cut);
  if (tokens >= needed) return null;
  const message =
    `The text has ${tokens} tokens. With a batch size of ${cut.batchSize} and a sequence length of ` +
    `${cut.sequenceLength} it needs at least ${needed}. ${remedy}`;
  return { message, needed };
}

function tooShort(documents: readonly Int32Array[], training: readonly Int32Array[], cut: Cut): EngineError {
  const { batchSize, sequenceLength } = cut;
  const tokens = tokenCount(documents);
  const shortage = documents.length === 1 ? describeShortage(tokens, cut) : null;
  if (shortage !== null) {
    const { message, needed } = shortage;
    return new EngineError('text-too-short', message, { reason: 'tokens', tokens, needed });
  }
  const chunks = chunkCount(training, sequenceLength);
  const found = `The ${documents.length} documents have ${tokens} tokens, of which those for training make `;
  if (chunks === 0) {
    const message = `${found}nothing to predict. Add documents of two tokens or more, or hold back fewer for validation.`;
    return new EngineError('text-too-short', message, { reason: 'no-prediction', documents: documents.length, tokens });
  }
  const message =
    `${found}${chunks} chunks of at most ${sequenceLength}. A batch size of ${batchSize} needs at least ${batchSize}. ` +
    `A batch size of ${chunks} would fit; or add documents.`;
  const values = { documents: documents.length, tokens, chunks, sequenceLength, batchSize };
  return new EngineError('text-too-short', message, { reason: 'documents', ...values });
}

const remedy = 'Use a longer text, or make the batch size or the sequence length smaller.';

/** Returns the number of tokens that a single document needs. */
function neededTokens(cut: Cut): number {
  const chunk = cut.batchSize * cut.sequenceLength + 1;
  let needed = Math.ceil(chunk / (1 - cut.validationFraction));
  while (trainingTokens(needed, cut) < chunk) needed++;
  return needed;
}
