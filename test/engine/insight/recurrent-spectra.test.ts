import { expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { recurrentSpectra } from '../../../src-engine/insight/recurrent-spectra.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, lstm, recurrentLayer, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';

/** The (2, 2) blocks side by side, row by row. */
function sideBySide(...blocks: [number, number, number, number][]): number[] {
  return [0, 2].flatMap((row) => blocks.flatMap((block) => block.slice(row, row + 2)));
}

it('every gate of every recurrent layer has its own spectrum', async () => {
  const backend = createReferenceBackend();
  const layers: LayerSpec[] = [
    { type: 'one_hot' },
    lstm(2),
    recurrentLayer('gru', 2, { bidirectional: 'concat' }),
    simpleRnn(2),
    // A minGRU has no recurrent kernel.
    recurrentLayer('min_gru', 2, { returnSequences: false }),
    dense(3),
  ];
  const model = createModel(backend, {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: 3 },
    layers,
  });
  const kernels: Record<string, number[]> = {
    // Diagonals, a permutation, and a matrix of rank 1: (1 2; 2 4) has the singular values 5 and 0.
    '1.recurrent': sideBySide([3, 0, 0, -1], [0.5, 0, 0, 0.25], [0, 7, 2, 0], [1, 2, 2, 4]),
    '2.forward.recurrent': sideBySide([1, 0, 0, 1], [2, 0, 0, 2], [3, 0, 0, 4]),
    '2.backward.recurrent': sideBySide([5, 0, 0, 6], [0, 0, 0, 0], [0, -8, 8, 0]),
    // Three fifths and four fifths: a rotation, stretched by 0.9.
    '3.recurrent': [0.54, -0.72, 0.72, 0.54],
  };
  for (const { name, value } of model.parameters) if (name in kernels) backend.write(value, kernels[name]);

  const found: [string, string, number[]][] = [];
  for await (const { loop, variable, singularValues } of recurrentSpectra(model)) {
    found.push([loop, variable, [...singularValues].map((value) => Math.round(value * 1e12) / 1e12)]);
  }
  expect(found).toEqual([
    ['1', 'input-gate', [3, 1]],
    ['1', 'forget-gate', [0.5, 0.25]],
    ['1', 'candidate', [7, 2]],
    ['1', 'output-gate', [5, 0]],
    ['2.forward', 'update-gate', [1, 1]],
    ['2.forward', 'reset-gate', [2, 2]],
    ['2.forward', 'candidate', [4, 3]],
    ['2.backward', 'update-gate', [6, 5]],
    ['2.backward', 'reset-gate', [0, 0]],
    ['2.backward', 'candidate', [8, 8]],
    ['3', 'hidden-state', [0.9, 0.9]],
  ]);
});
