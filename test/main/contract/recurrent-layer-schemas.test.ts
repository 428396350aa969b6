import { describe, expect, it } from 'vitest';
import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import { recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import { modelSpecSchema } from '../../../src-main/contract/spec-schemas.ts';

function parse(layer: object) {
  const input = { kind: 'tokens', vocabularySize: 5 };
  return modelSpecSchema.safeParse({ task: 'language-model', input, layers: [layer] });
}
const parsed = (layer: object): LayerSpec => parse(layer).data!.layers[0];

describe.each(cellTypes)('a layer of the cell %s', (type) => {
  const layer = recurrentLayer(type, 8);

  it('may be written as its type and its units alone, and is stored with all its fields, in their order', () => {
    expect(JSON.stringify(parsed({ type, units: 8 }))).toBe(JSON.stringify(layer));
    expect(Object.keys(layer)).toEqual(['type', 'units', ...Object.keys(cellFacts(type).fields)]);
  });

  it('is read as it was stored', () => {
    expect(parsed(layer)).toEqual(layer);
  });

  it('has no fields that its facts do not declare, and no values of another kind', () => {
    expect(parse({ ...layer, peepholes: true }).success).toBe(false);
    for (const name of ['units', ...Object.keys(cellFacts(type).fields)])
      expect(parse({ ...layer, [name]: { is: 'wrong' } }).success).toBe(false);
    for (const wrong of [{ units: 0 }, { units: 1.5 }, { kernelInitializer: 'glorot' }, { bidirectional: 'both' }])
      expect(parse({ ...layer, ...wrong }).success).toBe(false);
  });
});

it('reads the layers of before, with the same defaults', () => {
  const shared = {
    units: 3,
    activation: 'tanh',
    returnSequences: true,
    bidirectional: null,
    recurrentDropout: 0,
    kernelInitializer: 'xavier_uniform',
    recurrentInitializer: 'orthogonal',
  };
  expect(parsed({ type: 'simple_rnn', units: 3 })).toEqual({ type: 'simple_rnn', ...shared });
  expect(parsed({ type: 'gru', units: 3 })).toEqual({ type: 'gru', ...shared, recurrentActivation: 'sigmoid' });
  expect(parsed({ type: 'lstm', units: 3 })).toEqual({
    type: 'lstm',
    ...shared,
    recurrentActivation: 'sigmoid',
    forgetBias: 1,
  });
  expect(parse({ type: 'lstm', units: 3, recurrentDropout: 1 }).success).toBe(false);
});
