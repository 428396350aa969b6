import { expect, test } from 'vitest';
import { lstm, recurrentLayer, simpleRnn } from '../../../../../src-engine/models/default-layers.ts';
import type { RecurrentLayerSpec } from '../../../../../src-engine/spec/model-spec.ts';
import { siblingOf } from '../../../../../src-renderer/domain/insight/flow/sibling-run.ts';
import { aRun } from '../../../studio/sample-records.ts';

const withCell = (id: string, layer: RecurrentLayerSpec, seed = 1) => {
  const run = aRun({ id });
  const layers = [{ type: 'one_hot' } as const, layer, { ...run.model.layers.at(-1)! }];
  return { ...run, model: { ...run.model, layers }, train: { ...run.train, seed } };
};

test('the sibling is the same network with other cells, trained in the same way', () => {
  const rnn = withCell('rnn', simpleRnn(32));
  const others = [
    withCell('larger', lstm(64)),
    withCell('other seed', lstm(32), 2),
    withCell('same cells', simpleRnn(32, { activation: 'relu' })),
    withCell('pair', lstm(32)),
    withCell('later', recurrentLayer('gru', 32)),
  ];
  expect(siblingOf(rnn, others)?.id).toBe('pair');
  expect(siblingOf(rnn, others.slice(0, 3))).toBeNull();
});
