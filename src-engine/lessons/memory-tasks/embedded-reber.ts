import { dense, lstm, simpleRnn } from '../../models/default-layers.ts';
import { createStream } from '../../random/stream.ts';
import type { RandomStream } from '../../random/stream.ts';
import { drawEmbeddedReber, embeddedReberForks } from '../../samples/embedded-reber.ts';
import type { LayerSpec, ModelSpec } from '../../spec/model-spec.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import { TEST_SEQUENCES } from './experiment.ts';
import type { ExperimentOf1997, TaskSize } from './experiment.ts';
import { lessonTraining } from './lesson-training.ts';
import { stepTargets } from './step-targets.ts';

const SYMBOLS = 'BTPSXVE';
const SHORTEST = 30;
/** Strings that are longer than the shortest by more than this are rare, and left out. */
const LONGER = 30;

/**
 * Which symbols may follow each beginning of a string? Section 5.1, but of the strings, which are most often about ten symbols long, only
 * those of 30 and more: the T or P at the beginning must be kept for 27 steps, and there are no short strings to learn that from. Even
 * a SimpleRNN learns the grammar where strings are of all lengths.
 */
export const embeddedReber = embeddedReberOf({
  shortest: SHORTEST,
  units: { lstm: 32, simple_rnn: 66 },
  maxSteps: 2000,
  batchSize: 64,
  learningRate: 0.005,
});

interface ReberSize extends TaskSize {
  units: Readonly<Record<'lstm' | 'simple_rnn', number>>;
  learningRate: number;
}

/** The same of other strings, which have at least `shortest` symbols, and for other networks. */
export function embeddedReberOf({ shortest, units, ...train }: ReberSize): ExperimentOf1997 {
  return {
    models: {
      lstm: languageModel(lstm(units.lstm, { forgetBias: 6 })),
      simple_rnn: languageModel(simpleRnn(units.simple_rnn)),
    },
    train: lessonTraining({ ...train, sequenceLength: shortest + LONGER - 1 }),
    data(seed) {
      const test = new Set<string>();
      const random = createStream(seed, 'lesson/test', 0);
      while (test.size < TEST_SEQUENCES) test.add(drawString(shortest, random));
      return {
        draw(count, n) {
          const stream = createStream(seed, 'lesson/train', n);
          return predictions(Array.from({ length: count }, () => drawUnlike(test, shortest, stream)));
        },
        test: predictions([...test]),
      };
    },
    criteria: [
      { id: 'all-predictions', unit: 'share', goal: { atLeast: 1 } },
      { id: 'remembered-symbol', unit: 'share', goal: { atLeast: 1 } },
    ],
    judge({ batch, input, lengths }, output) {
      if (!('ids' in input) || lengths === null) throw new Error('Strings of the grammar have ids and lengths.');
      return Array.from(lengths, (length, b) => {
        const text = Array.from({ length }, (_, t) => SYMBOLS[input.ids[t * batch + b]]).join('');
        const forks = embeddedReberForks(text, shortest);
        if (forks === null) throw new Error(`${text} begins no string of the grammar.`);
        const isRight = forks.slice(1).map((successors, t) => {
          const row = (t * batch + b) * SYMBOLS.length;
          return ranksFirst(successors, (symbol) => output[row + symbol]);
        });
        // The last prediction is the E; the one before it is the remembered T or P.
        return [isRight.every(Boolean) ? 1 : 0, isRight[length - 2] ? 1 : 0];
      });
    },
  };
}

function languageModel(layer: LayerSpec): ModelSpec {
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: SYMBOLS.length },
    layers: [{ type: 'one_hot' }, layer, dense(SYMBOLS.length)],
  };
}

/** Tells whether each of the successors has a higher score than every other symbol. */
function ranksFirst(successors: readonly string[], scoreOf: (symbol: number) => number): boolean {
  let lowest = Infinity;
  let highestOther = -Infinity;
  for (let symbol = 0; symbol < SYMBOLS.length; symbol++) {
    if (successors.includes(SYMBOLS[symbol])) lowest = Math.min(lowest, scoreOf(symbol));
    else highestOther = Math.max(highestOther, scoreOf(symbol));
  }
  return lowest > highestOther;
}

function drawString(shortest: number, random: RandomStream): string {
  let text = drawEmbeddedReber(random, shortest);
  while (text.length > shortest + LONGER) text = drawEmbeddedReber(random, shortest);
  return text;
}

function drawUnlike(excluded: ReadonlySet<string>, shortest: number, random: RandomStream): string {
  let text = drawString(shortest, random);
  while (excluded.has(text)) text = drawString(shortest, random);
  return text;
}

/** Each string as one sequence: its symbols but the last, and what comes after each of them. */
function predictions(strings: readonly string[]): SequenceSamples {
  const symbols = strings.map((text) => Int32Array.from(text, (symbol) => SYMBOLS.indexOf(symbol)));
  return stepTargets(symbols.map((ids) => ({ ids: ids.slice(0, -1), targets: ids.slice(1) })));
}
