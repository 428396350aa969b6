import { EngineError } from '../spec/engine-error.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { createLanguageModelBatches } from '../text/batching.ts';
import type { BatchSource, TrainingData } from './batch-source.ts';

type Cut = Pick<TrainSpec, 'batchSize' | 'sequenceLength' | 'validationFraction'>;

/**
 * A text for a language model: the first ⌊(1 − validationFraction)·N⌋ tokens train, the rest validate.
 *
 * An epoch trains on whole chunks of B lanes × T steps; what is left over at the end of the training part, at most B·T tokens, is
 * not trained on (see `createLanguageModelBatches`). Validation leaves out nothing: each token but its first is predicted once.
 * Throws EngineError `text-too-short` where not even one chunk is there.
 */
export function createLanguageModelData(tokens: Int32Array, cut: Cut): TrainingData {
  const trainingCount = trainingTokens(tokens.length, cut);
  const training = createTrainingSource(tokens.subarray(0, trainingCount), cut);
  if (training.count === 0) throw tooShort(tokens.length, cut);
  const heldOut = tokens.subarray(trainingCount);
  return { training, validation: heldOut.length < 2 ? null : createValidationSource(heldOut, cut) };
}

function trainingTokens(total: number, { validationFraction }: Cut): number {
  return Math.floor(total * (1 - validationFraction));
}

function createTrainingSource(tokens: Int32Array, { batchSize, sequenceLength }: Cut): BatchSource {
  const batches = createLanguageModelBatches(tokens, batchSize, sequenceLength);
  const size = batchSize * sequenceLength;
  return {
    count: batches.count,
    carriesState: true,
    shapes: [{ batch: batchSize, steps: sequenceLength }],
    batch(_, n) {
      const ids = new Int32Array(size);
      const targets = new Int32Array(size);
      batches.ids(n, ids);
      batches.targets(n, targets);
      return { batch: batchSize, steps: sequenceLength, input: { ids }, lengths: null, targets, weight: size };
    },
  };
}

/**
 * Held-out tokens in as many lanes as in training, or fewer where the text is short, each at least one chunk long if it can be.
 * Lanes and the last chunk are filled up with masked targets, so that the whole of the text counts.
 */
function createValidationSource(tokens: Int32Array, { batchSize, sequenceLength }: Cut): BatchSource {
  const pairs = tokens.length - 1;
  const lanes = Math.max(1, Math.min(batchSize, Math.floor(pairs / sequenceLength)));
  const laneLength = Math.ceil(pairs / lanes);
  const steps = Math.min(sequenceLength, laneLength);
  return {
    count: Math.ceil(laneLength / steps),
    carriesState: true,
    shapes: [{ batch: lanes, steps }],
    batch(_, n) {
      const ids = new Int32Array(lanes * steps);
      const targets = new Int32Array(lanes * steps).fill(-1);
      let weight = 0;
      for (let lane = 0; lane < lanes; lane++) {
        const end = Math.min((lane + 1) * laneLength, pairs);
        const begin = lane * laneLength + n * steps;
        for (let t = 0; t < steps && begin + t < end; t++) {
          ids[t * lanes + lane] = tokens[begin + t];
          targets[t * lanes + lane] = tokens[begin + t + 1];
          weight++;
        }
      }
      return { batch: lanes, steps, input: { ids }, lengths: null, targets, weight };
    },
  };
}

function tooShort(tokenCount: number, cut: Cut): EngineError {
  const chunk = cut.batchSize * cut.sequenceLength + 1;
  let needed = Math.ceil(chunk / (1 - cut.validationFraction));
  while (trainingTokens(needed, cut) < chunk) needed++;
  return new EngineError(
    'text-too-short',
    `The text has ${tokenCount} tokens. With a batch size of ${cut.batchSize} and a sequence length of ` +
      `${cut.sequenceLength} it needs at least ${needed}. Use a longer text, or make the batch size or the sequence length smaller.`,
  );
}
