import { createStream, type RandomStream } from '../random/stream.ts';

/** The symbols by id. */
export const TEMPORAL_ORDER_SYMBOLS = ['E', 'B', 'a', 'b', 'c', 'd', 'X', 'Y'] as const;
const START = 0;
const TRIGGER = 1;
const FIRST_DISTRACTOR = 2;
const DISTRACTORS = 4;
const FIRST_RELEVANT = 6;

/** The possible places of the relevant symbols, both ends included, by their number. */
const POSITIONS = {
  2: [
    [10, 20],
    [50, 60],
  ],
  3: [
    [10, 20],
    [33, 43],
    [66, 76],
  ],
} as const;
/** The places are those of sequences that have at least so many symbols. */
const SHORTEST = 100;

export interface LabelledSequences {
  sequences: Int32Array[];
  labels: Int32Array;
  /** By label. */
  classNames: string[];
}

/**
 * Temporal order of Hochreiter & Schmidhuber 1997, section 5.6: task 6a with two relevant symbols, 6b with three. A sequence of 100 to
 * 110 symbols begins with E and ends with the trigger B; between them are a, b, c and d by chance, and the relevant symbols, X or
 * Y, at chance positions far apart. Their order is the class: XX, XY, YX, YY (Q, R, S, U in the paper), or the eight of three symbols. With another
 * `shortest`, at least 20, all lengths and places are in proportion.
 */
export function createTemporalOrder(
  count: number,
  relevantSymbols: 2 | 3,
  seed: number,
  shortest: number = SHORTEST,
): LabelledSequences {
  const random = createStream(seed, 'temporal-order', relevantSymbols);
  const labels = new Int32Array(count);
  const inProportion = (place: number): number => Math.floor((place * shortest) / SHORTEST);
  const positions = POSITIONS[relevantSymbols].map(([low, high]): Range => [inProportion(low), inProportion(high)]);
  const sequences = Array.from({ length: count }, (_, n) => {
    labels[n] = random.below(2 ** relevantSymbols);
    return drawSequence(labels[n], { positions, lengths: [shortest, shortest + Math.floor(shortest / 10)] }, random);
  });
  const classNames = Array.from({ length: 2 ** relevantSymbols }, (_, label) =>
    label.toString(2).padStart(relevantSymbols, '0').replaceAll('0', 'X').replaceAll('1', 'Y'),
  );
  return { sequences, labels, classNames };
}

/** Both ends included. */
type Range = readonly [number, number];

/** The label's binary digits, the highest first, are the relevant symbols: 0 is X, 1 is Y. */
function drawSequence(
  label: number,
  { positions, lengths }: { positions: readonly Range[]; lengths: Range },
  random: RandomStream,
): Int32Array {
  const between = ([low, high]: Range) => low + random.below(high - low + 1);
  const sequence = new Int32Array(between(lengths));
  for (let t = 0; t < sequence.length; t++) sequence[t] = FIRST_DISTRACTOR + random.below(DISTRACTORS);
  sequence[0] = START;
  sequence[sequence.length - 1] = TRIGGER;
  positions.forEach((range, k) => {
    sequence[between(range)] = FIRST_RELEVANT + ((label >> (positions.length - 1 - k)) & 1);
  });
  return sequence;
}
