import { kneserNey, type KneserNeyModel } from '../n-grams/kneser-ney.ts';
import { orNull } from '../n-grams/run-in-pieces.ts';
import { nGramOrders } from '../spec/data-measurements.ts';
import type { DataMeasurements, NGramMeasurements, SplitData } from '../spec/data-measurements.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { taskFacts } from '../tasks/facts.ts';
import { requireTokenizer } from '../training/content-data.ts';
import { measureDependency } from './dependency.ts';
import { measureSampleLeak } from './sample-leak.ts';
import { splitLanguageModel, splitSamples } from './split-data.ts';
import { measureOverlap, takeFirst } from './text-overlap.ts';

/**
 * The most tokens that are measured. The first tokens stand for all of a longer text, so that memory stays within about
 * a gigabyte.
 */
const MOST_TOKENS = { training: 10_000_000, validation: 2_000_000 };

/** The parts of the work by which progress is reported: one for each order of the n-grams, and the others. */
const PARTS = 5 + 3;

type OnProgress = (done: number, total: number) => void;

/**
 * Measures the data of a run without any network. Resolves with null where it was aborted. Throws the EngineErrors that
 * a training would throw.
 */
export function measureData(
  data: SplitData,
  onProgress: OnProgress,
  interruptible: Interruptible,
): Promise<DataMeasurements | null> {
  const predictsTokens = taskFacts[data.task].outputsAre === 'tokens';
  return orNull(predictsTokens ? measureTexts(data, onProgress, interruptible) : measureSamples(data, interruptible));
}

async function measureTexts(
  data: SplitData,
  onProgress: OnProgress,
  interruptible: Interruptible,
): Promise<DataMeasurements> {
  const { training: allTraining, validation: allValidation, unit } = splitLanguageModel(data);
  const training = takeFirst(allTraining, MOST_TOKENS.training);
  const validation = takeFirst(allValidation, MOST_TOKENS.validation);
  const told = (done: number) => onProgress(done, PARTS);
  const dependency = await measureDependency(training, interruptible);
  told(1);
  if (!validation.some(({ length }) => length > 1) || !training.some(({ length }) => length > 1))
    return { nGrams: null, dependency, leak: null };
  const vocabularySize = requireTokenizer(data.tokenizer).vocabulary.length;
  const models = await kneserNey(
    { training, validation, vocabularySize, orders: nGramOrders },
    (done) => told(1 + done),
    interruptible,
  );
  const overlap = await measureOverlap(training, validation, models[models.length - 1].probabilities, interruptible);
  told(PARTS - 1);
  const samples =
    unit === 'document' ? await measureSampleLeak(training, validation, { areTokens: true }, interruptible) : null;
  told(PARTS);
  return { nGrams: nGramsOf(models, training), dependency, leak: { samples, overlap } };
}

function nGramsOf(models: readonly KneserNeyModel[], training: readonly Int32Array[]): NGramMeasurements {
  const losses = models.map(({ probabilities }) => meanLoss(probabilities));
  return {
    models: nGramOrders.map((order, n) => ({ order, loss: losses[n].loss, discounts: models[n].discounts })),
    trainingTokens: training.reduce((sum, { length }) => sum + length, 0),
    predictions: losses[0].predictions,
  };
}

function meanLoss(probabilities: Float64Array): { loss: number; predictions: number } {
  let sum = 0;
  let predictions = 0;
  for (const probability of probabilities) {
    if (Number.isNaN(probability)) continue;
    sum -= Math.log(probability);
    predictions++;
  }
  return { loss: sum / predictions, predictions };
}

async function measureSamples(data: SplitData, interruptible: Interruptible): Promise<DataMeasurements> {
  const read = splitSamples(data);
  if (read === null || read.split.validation.length === 0) return { nGrams: null, dependency: null, leak: null };
  const { samples, split, areTokens } = read;
  const pick = (members: readonly number[]) => members.map((n) => samples[n]);
  const found = await measureSampleLeak(pick(split.train), pick(split.validation), { areTokens }, interruptible);
  return { nGrams: null, dependency: null, leak: { samples: found, overlap: null } };
}
