import { cellTypes } from '../../cells/index.ts';
import type { CellType } from '../../cells/index.ts';
import { dense, recurrentLayer } from '../../models/default-layers.ts';
import { createStream } from '../../random/stream.ts';
import type { RandomStream } from '../../random/stream.ts';
import { drawBits, parityOf } from '../../samples/parity.ts';
import type { LayerSpec, ModelSpec } from '../../spec/model-spec.ts';
import { TEST_SEQUENCES } from './experiment.ts';
import type { Experiment } from './experiment.ts';
import { lessonTraining } from './lesson-training.ts';
import { stepTargets } from './step-targets.ts';

/**
 * The range of lengths, in bits, of the test sequences for each criterion, both ends included. Training sequences are
 * no longer than the end of the first range.
 */
export type ParityLengths = readonly [learnt: Range, longer: Range, longest: Range];
type Range = readonly [shortest: number, longest: number];

export const PARITY_LENGTHS: ParityLengths = [
  [21, 40],
  [41, 128],
  [129, 256],
];
const UNITS = 32;
const LAYERS = 2;

/**
 * A lesson that asks after each bit of a sequence whether the number of ones so far is odd. That takes one bit of
 * memory, which every one must turn over for as long as the sequence lasts. Training sequences begin short and become
 * longer; the longest of the test are more than six times as long. A cell whose step only scales its state, by factors
 * from 0 to 1 that do not depend on the state, cannot do this for sequences of arbitrary length (Merrill et al. 2024,
 * Grazzi et al. 2024).
 */
export const parity = parityOfLengths({ lengths: PARITY_LENGTHS, maxSteps: 1000, batchSize: 64 });

/** The same of sequences of other lengths. */
export function parityOfLengths({
  lengths,
  ...train
}: {
  lengths: ParityLengths;
  maxSteps: number;
  batchSize: number;
}): Experiment {
  const [, longestLearnt] = lengths[0];
  return {
    models: Object.fromEntries(cellTypes.map((type) => [type, tagger(type)])) as Record<CellType, ModelSpec>,
    train: lessonTraining({ ...train, sequenceLength: longestLearnt, learningRate: 0.01 }),
    longestTest: lengths[2][1],
    data(seed, totalSteps) {
      const test = drawTest(lengths, createStream(seed, 'lesson/test', 0));
      const tested = new Set(test.map(String));
      return {
        draw(count, n) {
          const random = createStream(seed, 'lesson/train', n);
          const longest = Math.min(longestLearnt, Math.max(2, Math.ceil((2 * longestLearnt * n) / totalSteps)));
          return samplesOf(Array.from({ length: count }, () => drawUnlike(tested, random, longest)));
        },
        test: samplesOf(test),
      };
    },
    criteria: [
      { id: 'parity-of-learnt-lengths', unit: 'share', goal: { atLeast: 0.99 } },
      { id: 'parity-of-longer', unit: 'share', goal: { atLeast: 0.99 } },
      { id: 'parity-of-longest', unit: 'share', goal: { atLeast: 0.99 } },
    ],
    judge({ batch, targets, lengths: read }, output) {
      if (read === null) throw new Error('Sequences of bits have lengths.');
      return Array.from(read, (length, b) => {
        const last = (length - 1) * batch + b;
        const answer = output[2 * last + 1] > output[2 * last] ? 1 : 0;
        const score = answer === targets[last] ? 1 : 0;
        return lengths.map(([shortest, longest]) => (length >= shortest && length <= longest ? score : null));
      });
    },
  };
}

function tagger(type: CellType): ModelSpec {
  const layers = Array.from({ length: LAYERS }, (): LayerSpec => recurrentLayer(type, UNITS));
  return {
    task: 'tagging',
    input: { kind: 'tokens', vocabularySize: 2 },
    layers: [{ type: 'one_hot' }, ...layers, dense(2)],
  };
}

/** Draws equally many sequences for each criterion. */
function drawTest(lengths: ParityLengths, random: RandomStream): Int32Array[] {
  return Array.from({ length: TEST_SEQUENCES }, (_, n) => {
    const [shortest, longest] = lengths[n % lengths.length];
    return drawBits(random, shortest + random.below(longest - shortest + 1));
  });
}

function drawUnlike(excluded: ReadonlySet<string>, random: RandomStream, longest: number): Int32Array {
  let bits = drawBits(random, 1 + random.below(longest));
  while (excluded.has(String(bits))) bits = drawBits(random, 1 + random.below(longest));
  return bits;
}

const samplesOf = (sequences: readonly Int32Array[]) =>
  stepTargets(sequences.map((ids) => ({ ids, targets: parityOf(ids) })));
