import { expect, test } from 'vitest';
import { cells } from '../../../../../src-engine/cells/index.ts';
import { recurrentLayer } from '../../../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../../../src-engine/spec/model-spec.ts';
import {
  flowLines,
  largestSingularValue,
  predictedNorms,
  predictionLine,
} from '../../../../../src-renderer/domain/insight/flow/flow-lines.ts';
import { adviseOnMemory, isExploding } from '../../../../../src-renderer/domain/insight/flow/memory-advice.ts';

const healthy = { hasExploded: false };

const states = [
  { state: 'h', norms: [2, 0.5, 0.1], span: null },
  { state: 'c', norms: [3, 2.7, 2.4], span: null },
];
const flow = { loop: '1', states, hidden: [2, 0.5, 0.1], cell: [3, 2.7, 2.4], hiddenSpan: null, cellSpan: null };

test('σᵏ halves the norm at every step back for σ = 0.5, and doubles it for σ = 2', () => {
  expect([...predictedNorms(8, 0.5, 5)]).toEqual([8, 4, 2, 1, 0.5]);
  expect([...predictedNorms(1, 2, 4)]).toEqual([1, 2, 4, 8]);
});

test('the prediction begins where the gradient begins and has as many lags', () => {
  const line = predictionLine(flow, 0.1, 'σᵏ');
  expect([...line.x]).toEqual([0, 1, 2]);
  expect(line.y[0]).toBe(2);
  expect(line.y[2]).toBeCloseTo(0.02, 12);
});

test('a prediction that runs away from what was measured ends where it would press that flat', () => {
  const line = predictionLine(flow, 50, 'σᵏ');
  // 2, 100, then 5000 of at most 300.
  expect([...line.y]).toEqual([2, 100]);
  expect([...line.x]).toEqual([0, 1]);
});

test('σ is that of the kernel through which new content looks back, in the layer alone', () => {
  const model: ModelSpec = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 4 },
    layers: [{ type: 'one_hot' }, recurrentLayer('lstm', 2), recurrentLayer('simple_rnn', 1)],
  };
  const spectra = [
    { loop: '1', variable: 'forget-gate' as const, singularValues: [9, 0.2] },
    { loop: '1', variable: 'candidate' as const, singularValues: [1.4, 0.1] },
    { loop: '2', variable: 'hidden-state' as const, singularValues: [7] },
  ];
  expect(largestSingularValue(model, spectra, '1')).toMatchObject({ sigma: 1.4, part: { name: 'candidate' } });
  expect(largestSingularValue(model, spectra, '2')).toEqual({ sigma: 7, part: null });
  expect(largestSingularValue(model, spectra, '3')).toBeNull();
});

test('∂L/∂h and ∂L/∂c of any run differ in colour and dash, and no two lines are alike', () => {
  const all = [flowLines(flow, 'one', 0), flowLines(flow, 'other', 1)].flat();
  for (const [c, h] of [all.slice(0, 2), all.slice(2)]) {
    expect(c?.colour).not.toBe(h?.colour);
    expect(c?.dash).not.toEqual(h?.dash);
  }
  expect(new Set(all.map(({ colour }) => colour)).size).toBe(4);
});

test('an LSTM has a line for both memories, a SimpleRNN for one; another run is told apart without colour', () => {
  expect(flowLines(flow, '', 0).map(({ colour, label }) => [colour, label])).toEqual([
    ['cell', '‖∂L/∂c‖'],
    ['hidden', '‖∂L/∂h‖'],
  ]);
  const other = flowLines({ ...flow, states: states.slice(0, 1), cell: null }, 'RNN', 1);
  expect(other.map(({ label }) => label)).toEqual(['‖∂L/∂h‖ RNN']);
  expect(other[0]?.marker).toBeDefined();
});

test.each(cells.map((facts) => [facts.type, facts] as const))(
  'every state of a %s that can be explained has a line of its own',
  (_, { states: ofCell }) => {
    const shown = ofCell.filter(({ variable }) => variable !== null).map(({ name }) => name);
    const record = { ...flow, states: shown.map((state) => ({ state, norms: [2, 1], span: 1 })) };
    const drawn = flowLines(record, '', 0);
    expect(drawn.map(({ id }) => id)).toEqual(shown.map((state) => `0-${state}`).toReversed());
    const looks = [...drawn, ...flowLines(record, 'other', 1)].map(({ colour, dash }) => `${colour} ${dash?.join()}`);
    expect(new Set(looks).size).toBe(2 * shown.length);
  },
);

test('a gradient alive beyond the sequence asks for a longer one', () => {
  expect(adviseOnMemory(null, 50, healthy)).toEqual({ kind: 'longer', suggested: 100 });
  expect(adviseOnMemory(72, 50, healthy)).toEqual({ kind: 'longer', suggested: 75 });
});

test('a gradient that dies early asks for a shorter sequence, with some room', () => {
  expect(adviseOnMemory(8, 50, healthy)).toEqual({ kind: 'shorter', suggested: 10 });
  expect(adviseOnMemory(1, 50, healthy)).toEqual({ kind: 'shorter', suggested: 5 });
});

test('a memory that ends in the sequence’s second half fits', () => {
  expect(adviseOnMemory(25, 50, healthy)).toEqual({ kind: 'fits' });
  expect(adviseOnMemory(50, 50, healthy)).toEqual({ kind: 'fits' });
});

test('no length is advised where the gradient explodes, or the training did', () => {
  expect(adviseOnMemory(null, 50, { hasExploded: true })).toEqual({ kind: 'exploded' });
  expect(isExploding([1, 0.9, 0.5, 0.1])).toBe(false);
  expect(isExploding([1, 2, 3, 2])).toBe(false);
  expect(isExploding([1, 8, 64, 512])).toBe(true);
  expect(isExploding([1, Number.NaN])).toBe(true);
  expect(isExploding([])).toBe(false);
});
