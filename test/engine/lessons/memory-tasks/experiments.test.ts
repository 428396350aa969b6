import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { experiments } from '../../../../src-engine/lessons/memory-tasks/experiments.ts';
import { figuresOf } from '../../../../src-engine/lessons/memory-tasks/figures.ts';
import { runExperiment } from '../../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import type {
  ExperimentProgress,
  ExperimentResult,
} from '../../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import { testBatches } from '../../../../src-engine/lessons/memory-tasks/test-batches.ts';
import { summarizeModel } from '../../../../src-engine/models/summary.ts';
import { validateModel } from '../../../../src-engine/models/validate-model.ts';
import { embeddedReberForks } from '../../../../src-engine/samples/embedded-reber.ts';
import type { Batch } from '../../../../src-engine/training/batch-source.ts';
import type { SequenceSamples } from '../../../../src-engine/training/sequence-data.ts';

type ExperimentEvent = ExperimentProgress | ExperimentResult;
type Name = keyof typeof experiments;
type Predictor = (batch: Batch) => number[];

const names: Name[] = ['reber', 'adding', 'temporal-order'];

/** What a predictor comes to on the test sequences of a run. */
function figuresWith(name: Name, predict: Predictor) {
  const experiment = experiments[name];
  const source = testBatches(experiment, experiment.data(1).test);
  const judged = Array.from({ length: source.count }, (_, n) => source.batch(0, n)).flatMap((batch) =>
    experiment.judge(batch, predict(batch)),
  );
  expect(judged).toHaveLength(2560);
  return Object.fromEntries(figuresOf(experiment.criteria, judged).map((figure) => [figure.id, figure]));
}

function inputOf(samples: SequenceSamples, sample: number): string {
  const { input } = samples.fill([sample], samples.lengths[sample]);
  return ('ids' in input ? input.ids : input.features).join(' ');
}

function idsOf({ input }: Batch): Int32Array {
  if (!('ids' in input)) throw new Error('expected ids');
  return input.ids;
}

describe.each(names)('%s', (name) => {
  const experiment = experiments[name];

  it('gives the SimpleRNN at least as many parameters, and both can be built', () => {
    const [lstm, simpleRnn] = [experiment.models.lstm, experiment.models.simple_rnn].map((model) => {
      expect(validateModel(model)).toEqual([]);
      const shape = { batch: 1, steps: 1, optimizer: 'adam' } as const;
      return summarizeModel(model, shape).totalParameters;
    });
    expect(simpleRnn).toBeGreaterThanOrEqual(lstm);
    expect(simpleRnn).toBeLessThan(1.1 * lstm);
  });

  it('tests on 2,560 different sequences that are not trained on, and trains on new ones at every step', () => {
    const { draw, test } = experiment.data(1);
    const tested = new Set(Array.from({ length: test.lengths.length }, (_, sample) => inputOf(test, sample)));
    expect(tested.size).toBe(2560);
    const trained = Array.from({ length: 40 }, (_, n) => draw(64, n)).map((samples) =>
      Array.from({ length: 64 }, (_, sample) => inputOf(samples, sample)),
    );
    expect(trained.flat().filter((sequence) => tested.has(sequence))).toEqual([]);
    expect(new Set(trained.map((batch) => batch.join('\n'))).size).toBe(40);
  });

  it('has the same sequences for the same seed, and others for another', () => {
    const drawn = (seed: number) => {
      const { draw, test } = experiment.data(seed);
      return [inputOf(draw(8, 3), 7), inputOf(test, 5)];
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(2)[0]).not.toBe(drawn(1)[0]);
    expect(drawn(2)[1]).not.toBe(drawn(1)[1]);
  });

  it('is not solved by two steps, which either network can take', async () => {
    for (const contender of ['lstm', 'simple_rnn'] as const) {
      const small = { ...experiment, train: { ...experiment.train, batchSize: 2 }, data: fewer(experiment.data) };
      const options = { contender, seed: 1, totalSteps: 2, backend: createReferenceBackend(), clock: () => 0 };
      const events: ExperimentEvent[] = [];
      for await (const event of runExperiment(small, options)) events.push(event);
      expect(events.map(({ type }) => type)).toEqual(['progress', 'progress', 'result']);
      expect(events.at(-1)).toMatchObject({ contender, totalSteps: 2, isSolved: false });
    }
  });

  /** With 10 of the test sequences, for the slow backend. */
  function fewer(data: typeof experiment.data): typeof experiment.data {
    return (seed) => {
      const { draw, test } = data(seed);
      return { draw, test: { ...test, lengths: Array.from({ length: 10 }, (_, sample) => test.lengths[sample]) } };
    };
  }
});

describe('the adding problem', () => {
  const within = (error: number) =>
    figuresWith('adding', ({ targets }) => Array.from(targets, (target) => target + error));

  it('is solved by the sums, and by all that is near enough', () => {
    expect(within(0)).toMatchObject({
      'error-below-0.04': { value: 1, isReached: true },
      'mean-absolute-error': { value: 0, isReached: true },
    });
    expect(within(-0.009)['mean-absolute-error'].isReached).toBe(true);
  });

  it('is not solved by what is a little off everywhere, nor by the mean of all sums', () => {
    expect(within(0.03)).toMatchObject({
      'error-below-0.04': { isReached: true },
      'mean-absolute-error': { isReached: false },
    });
    expect(within(0.05)).toMatchObject({ 'error-below-0.04': { value: 0, isReached: false } });
    const constant = figuresWith('adding', ({ targets }) => Array.from(targets, () => 0.5));
    expect(constant['error-below-0.04'].isReached).toBe(false);
    // The sum of two numbers from [−1, 1) has a triangular density; a quarter of it is off by 1/6 in the mean.
    expect(constant['mean-absolute-error'].value).toBeCloseTo(1 / 6, 2);
  });
});

describe('temporal order', () => {
  /** Every class but the actual one has the same probability. */
  const withProbability = (p: number): Predictor => {
    return ({ targets }) =>
      Array.from(targets, (target) => [0, 1, 2, 3].map((k) => Math.log(k === target ? p : (1 - p) / 3))).flat();
  };

  it('is solved where every class is surer than 0.7', () => {
    const figures = figuresWith('temporal-order', withProbability(0.71));
    expect(figures['outputs-within-0.3']).toMatchObject({ value: 1, isReached: true });
    expect(figures['classification-error'].value).toBe(0);
  });

  it('is not solved by less sure classes, nor by the same one always', () => {
    const unsure = figuresWith('temporal-order', withProbability(0.69));
    expect(unsure['outputs-within-0.3']).toMatchObject({ value: 0, isReached: false });
    expect(unsure['classification-error'].value).toBe(0);
    const constant = figuresWith('temporal-order', ({ targets }) => Array.from(targets, () => [9, 0, 0, 0]).flat());
    expect(constant['outputs-within-0.3'].isReached).toBe(false);
    expect(constant['classification-error'].value).toBeCloseTo(0.75, 1);
  });
});

describe('the embedded Reber grammar', () => {
  const SYMBOLS = 'BTPSXVE';

  /** Scores (T·B, 7), from what was read so far and what may come next. */
  const scoring = (scoreOf: (symbol: string, successors: string[], prefix: string) => number): Predictor => {
    return (batch) => {
      const ids = idsOf(batch);
      const rows = Array.from(ids, () => Array.from(SYMBOLS, () => 0));
      for (let b = 0; b < batch.batch; b++) {
        const read = Array.from({ length: batch.lengths?.[b] ?? 0 }, (_, t) => SYMBOLS[ids[t * batch.batch + b]]);
        embeddedReberForks(read.join(''), 30)!
          .slice(1)
          .forEach((successors, t) => {
            const prefix = read.slice(0, t + 1).join('');
            rows[t * batch.batch + b] = Array.from(SYMBOLS, (symbol) => scoreOf(symbol, successors, prefix));
          });
      }
      return rows.flat();
    };
  };

  it('is tested and trained on strings of 30 symbols and more', () => {
    const { draw, test } = experiments.reber.data(1);
    for (const { lengths } of [test, draw(500, 0)]) {
      // The last symbol is only ever predicted.
      expect(Math.min(...Array.from(lengths))).toBe(29);
      expect(Math.max(...Array.from(lengths))).toBeLessThan(60);
    }
  });

  it('is solved by ranking what may come above what may not', () => {
    expect(
      figuresWith(
        'reber',
        scoring((symbol, successors) => (successors.includes(symbol) ? 1e-3 : 0)),
      ),
    ).toMatchObject({
      'all-predictions': { value: 1, isReached: true },
      'remembered-symbol': { value: 1, isReached: true },
    });
  });

  it('is not solved by always guessing T at the end', () => {
    const guess = scoring((symbol, successors, prefix) => {
      const isEndOfMemory = prefix.endsWith('E');
      return isEndOfMemory ? Number(symbol === 'T') : Number(successors.includes(symbol));
    });
    const figures = figuresWith('reber', guess);
    expect(figures['remembered-symbol']).toMatchObject({ isReached: false });
    expect(figures['remembered-symbol'].value).toBeCloseTo(0.5, 1);
    expect(figures['all-predictions'].value).toBe(figures['remembered-symbol'].value);
  });

  it('is not solved by one way of each fork, or by a constant', () => {
    expect(
      figuresWith(
        'reber',
        scoring((symbol, [first]) => Number(symbol === first)),
      ),
    ).toMatchObject({
      'all-predictions': { value: 0, isReached: false },
      'remembered-symbol': { value: 1 },
    });
    expect(
      figuresWith(
        'reber',
        scoring(() => 1),
      ),
    ).toMatchObject({
      'all-predictions': { value: 0, isReached: false },
      'remembered-symbol': { value: 0, isReached: false },
    });
  });
});
