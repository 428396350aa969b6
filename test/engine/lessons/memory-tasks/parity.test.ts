import { describe, expect, it, test } from 'vitest';
import { cellTypes } from '../../../../src-engine/cells/index.ts';
import { figuresOf } from '../../../../src-engine/lessons/memory-tasks/figures.ts';
import { meanInterval } from '../../../../src-engine/lessons/mean-interval.ts';
import { parity, PARITY_LENGTHS } from '../../../../src-engine/lessons/memory-tasks/parity.ts';
import { parityFindings } from '../../../../src-engine/lessons/memory-tasks/parity-findings.ts';
import type { ExperimentResult } from '../../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import { testBatches } from '../../../../src-engine/lessons/memory-tasks/test-batches.ts';
import { validateModel } from '../../../../src-engine/models/validate-model.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { drawBits, parityOf } from '../../../../src-engine/samples/parity.ts';
import type { Batch } from '../../../../src-engine/training/batch-source.ts';
import type { SequenceSamples } from '../../../../src-engine/training/sequence-data.ts';

function bitsOf(samples: SequenceSamples): string[] {
  return Array.from(samples.lengths, (length, sample) => {
    const { input } = samples.fill([sample], length);
    return 'ids' in input ? input.ids.join('') : '';
  });
}

/** Returns the figures of a contender that answers each sequence with `answer` of its bits. */
function figuresWith(answer: (bits: string) => number) {
  const source = testBatches(parity, parity.data(1, 1000).test);
  const judged = Array.from({ length: source.count }, (_, n) => source.batch(0, n)).flatMap((batch) =>
    parity.judge(batch, logitsOf(batch, answer)),
  );
  expect(judged).toHaveLength(2560);
  return figuresOf(parity.criteria, judged).map(({ value, isReached }) => ({ value, isReached }));
}

function logitsOf({ batch, steps, input, lengths }: Batch, answer: (bits: string) => number): Float32Array {
  const ids = 'ids' in input ? input.ids : new Int32Array();
  const logits = new Float32Array(steps * batch * 2);
  Array.from(lengths!).forEach((length, b) => {
    const bits = Array.from({ length }, (_, t) => ids[t * batch + b]).join('');
    if (length > 0) logits[2 * ((length - 1) * batch + b) + answer(bits)] = 1;
  });
  return logits;
}

const onesOf = (bits: string) => bits.replaceAll('0', '').length;

test('the parity of bits turns over at every one', () => {
  expect([...parityOf(Int32Array.from([0, 1, 1, 0, 1, 0]))]).toEqual([0, 1, 0, 0, 1, 1]);
  const bits = drawBits(createStream(1, 'test', 0), 1000);
  expect(parityOf(bits).at(-1)).toBe(onesOf(bits.join('')) % 2);
});

test('every cell of the list takes part, with a network that can be built', () => {
  expect(Object.keys(parity.models)).toEqual([...cellTypes]);
  for (const model of Object.values(parity.models)) expect(validateModel(model)).toEqual([]);
});

test('sequences of training become longer, up to 40 bits; those of the test are longer still, and are never trained on', () => {
  const { draw, test: tested } = parity.data(1, 100);
  const lengths = [0, 10, 50, 99].map((n) => Math.max(...Array.from(draw(64, n).lengths)));
  expect(lengths[0]).toBeLessThanOrEqual(2);
  expect(lengths[1]).toBeLessThanOrEqual(8);
  expect(lengths.slice(2).every((length) => length > 30 && length <= 40)).toBe(true);
  const known = new Set(bitsOf(tested));
  for (const [shortest, longest] of PARITY_LENGTHS) {
    const own = Array.from(tested.lengths).filter((length) => length >= shortest && length <= longest);
    expect(own.length).toBeGreaterThan(800);
  }
  expect(
    Array.from({ length: 100 }, (_, n) => bitsOf(draw(64, n)))
      .flat()
      .filter((bits) => known.has(bits)),
  ).toEqual([]);
});

test('draws the same sequences for a seed, and others for another', () => {
  const drawn = (seed: number) => [
    ...bitsOf(parity.data(seed, 100).draw(4, 50)),
    ...bitsOf(parity.data(seed, 100).test),
  ];
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(2)).not.toEqual(drawn(1));
});

describe('the criteria', () => {
  it('are reached by counting', () => {
    expect(figuresWith((bits) => onesOf(bits) % 2)).toEqual(Array(3).fill({ value: 1, isReached: true }));
  });

  it('tell apart who counts as far as training went, and are not reached by guessing', () => {
    const [learnt, longer, longest] = figuresWith((bits) => onesOf(bits.slice(0, 40)) % 2);
    expect(learnt).toEqual({ value: 1, isReached: true });
    for (const { value, isReached } of [longer!, longest!]) {
      expect(isReached).toBe(false);
      expect(value).toBeGreaterThan(0.4);
      expect(value).toBeLessThan(0.6);
    }
    for (const { value } of figuresWith(() => 0)) expect(Math.abs(value - 0.5)).toBeLessThan(0.06);
  });
});

test('the interval of a mean is that of Student’s t', () => {
  const { mean, low, high } = meanInterval([0.5, 0.6, 0.7, 0.5, 0.7]);
  // R: t.test(c(.5, .6, .7, .5, .7))$conf.int
  expect(mean).toBeCloseTo(0.6, 12);
  expect(low).toBeCloseTo(0.4758311, 3);
  expect(high).toBeCloseTo(0.7241689, 3);
  expect(meanInterval([1, 1, 1])).toEqual({ mean: 1, low: 1, high: 1 });
  expect(meanInterval([0.9, 1])).toMatchObject({ low: expect.any(Number), high: 1 });
  expect(meanInterval([0.3])).toEqual({ mean: 0.3, low: null, high: null });
});

test('findings are means over the seeds of each cell, and count the seeds that reached all goals', () => {
  const result = (contender: 'lstm' | 'gru', values: number[]) =>
    ({
      type: 'result',
      contender,
      parameterCount: 1,
      totalSteps: 1,
      elapsedMs: 1,
      figures: values.map((value, k) => ({ ...parity.criteria[k]!, value, isReached: value > 0.99 })),
      isSolved: values.every((value) => value > 0.99),
    }) satisfies ExperimentResult;
  const findings = parityFindings([
    result('lstm', [1, 1, 1]),
    result('lstm', [1, 1, 1]),
    result('gru', [1, 1, 0.5]),
    result('gru', [1, 1, 1]),
  ]);
  expect(findings.map(({ contender, seeds, solved }) => [contender, seeds, solved])).toEqual([
    ['lstm', 2, 2],
    ['gru', 2, 1],
  ]);
  expect(findings[1]!.shares.map(({ mean }) => mean)).toEqual([1, 1, 0.75]);
  expect(findings.every(({ seesState }) => seesState)).toBe(true);
});
