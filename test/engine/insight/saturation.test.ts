import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { measureSaturation } from '../../../src-engine/insight/saturation.ts';
import { dense, lstm, recurrentLayer, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { backends, drawIds, drawModel, gateless, VOCABULARY } from './drawn-models.ts';
import { runPlainNetwork } from './plain-network.ts';

const spec: ModelSpec = {
  task: 'classification',
  input: { kind: 'tokens', vocabularySize: VOCABULARY },
  layers: [
    { type: 'one_hot' },
    lstm(8),
    recurrentLayer('gru', 7, { activation: 'softsign', recurrentActivation: 'hard_sigmoid', bidirectional: 'sum' }),
    simpleRnn(6, { activation: 'relu' }),
    simpleRnn(5, { returnSequences: false }),
    dense(3),
  ],
};
const lengths = [6, 1, 4];
const sequences = lengths.map((length, n) => [...drawIds(20).subarray(5 * n, 5 * n + length)]);

describe.each(backends)('on the %s backend', (_, _tolerance, createBackend) => {
  it.each(['training', 'observed'] as const)('a %s pass is counted gate by gate, padding left out', async (kind) => {
    const { model, values } = drawModel(createBackend(), spec);
    // Larger weights saturate more.
    for (const { value } of model.parameters) model.backend.addScaled({ alpha: 3, x: value, y: value });
    const larger = new Map([...values].map(([name, each]) => [name, Array.from(each, (value) => 4 * value)]));
    const seen = new Map<string, number[]>();
    for (const ids of sequences) {
      runPlainNetwork(model, larger, ids, (loop, variable, _t, some) => {
        seen.set(`${loop} ${variable}`, [...(seen.get(`${loop} ${variable}`) ?? []), ...some]);
      });
    }

    const pass = model.createPass({ batch: 3, steps: 6, training: kind === 'training', observed: kind === 'observed' });
    const ids = Int32Array.from({ length: 18 }, (_id, n) => sequences[n % 3][Math.floor(n / 3)] ?? 0);
    pass.setIds(ids, Int32Array.from(lengths));
    pass.forward({ seed: 0, step: 0 });
    const measured = await measureSaturation(model.backend, pass);

    expect(measured.map(({ loop, variable, activation }) => `${loop} ${variable} ${activation}`)).toEqual([
      '1 input-gate sigmoid',
      '1 forget-gate sigmoid',
      '1 candidate tanh',
      '1 output-gate sigmoid',
      '2.forward update-gate hard_sigmoid',
      '2.forward reset-gate hard_sigmoid',
      '2.forward candidate softsign',
      '2.backward update-gate hard_sigmoid',
      '2.backward reset-gate hard_sigmoid',
      '2.backward candidate softsign',
      '3 hidden-state relu',
      '4 hidden-state tanh',
    ]);
    for (const { loop, variable, activation, counts, min, max, low, high } of measured) {
      const expected = seen.get(`${loop} ${variable}`) ?? [];
      const share = (holds: (value: number) => boolean): number => expected.filter(holds).length / expected.length;
      const name = `${loop} ${variable}`;
      const [lowest, highest] = activation.endsWith('sigmoid') ? [0.1, 0.9] : [-0.9, 0.9];
      expect(low, name).toBe(share((value) => (activation === 'relu' ? value === 0 : value < lowest)));
      expect(high, name).toBe(activation === 'relu' ? 0 : share((value) => value > highest));
      const inBin = (value: number): number =>
        Math.min(counts.length - 1, Math.floor(((value - min) / (max - min)) * counts.length));
      expect([...counts], name).toEqual(
        Array.from(counts, (_count, bin) => expected.filter((value) => inBin(value) === bin).length),
      );
    }
    expect(measured.some(({ low }) => low > 0.1)).toBe(true);
    expect(measured.some(({ high }) => high > 0.1)).toBe(true);
  });
});

it('a candidate that nothing bounds has no saturation', async () => {
  const { model } = drawModel(createReferenceBackend(), gateless);
  const pass = model.createPass({ batch: 1, steps: 5, training: false, observed: true });
  pass.setIds(drawIds(5), null);
  pass.forward({ seed: 0, step: 0 });
  const measured = await measureSaturation(model.backend, pass);
  expect(measured.map(({ loop, variable, activation }) => `${loop} ${variable} ${activation}`)).toEqual([
    '1 update-gate sigmoid',
    '2.forward update-gate sigmoid',
    '2.backward update-gate sigmoid',
  ]);
  const seen = measured[0].counts.reduce((sum, count) => sum + count, 0);
  expect(seen).toBe(5 * 5);
});

it('a pass that does not keep its gates says so', () => {
  const { model } = drawModel(createReferenceBackend(), spec);
  const pass = model.createPass({ batch: 1, steps: 2, training: false });
  return expect(async () => measureSaturation(model.backend, pass)).rejects.toThrow(
    'This pass does not keep the gates of layer 1.',
  );
});
