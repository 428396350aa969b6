import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { measureLayerSignals } from '../../../src-engine/insight/layer-signals.ts';
import { randomBatch } from '../../../src-engine/insight/random-batch.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, dropout, embedding, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import type { Initializer, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Batch } from '../../../src-engine/training/batch-source.ts';
import { backends, classifier, drawModel, gateless, languageModel } from './drawn-models.ts';
import { crossEntropy, runPlainNetwork } from './plain-network.ts';

const variance = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

/** Three sequences of a classifier, padded to six steps. */
const sequences = [
  { ids: [1, 2, 3, 4, 5, 0], target: 0 },
  { ids: [3, 3], target: 1 },
  { ids: [5, 1, 4, 2], target: 2 },
];
const padded: Batch = {
  batch: 3,
  steps: 6,
  input: { ids: Int32Array.from({ length: 18 }, (_, n) => sequences[n % 3].ids[Math.floor(n / 3)] ?? 0) },
  lengths: Int32Array.of(6, 2, 4),
  targets: Int32Array.of(0, 1, 2),
  weight: 3,
};

describe.each(backends)('on the %s backend', (_, tolerance, create) => {
  it('measures what a network written from its formulas computes, without padding', async () => {
    const drawn = drawModel(create(), gateless);
    const { model, values } = drawn;
    const hidden: number[] = [];
    const logits = sequences.map(({ ids }) => {
      const outputs = runPlainNetwork(model, values, ids, (loop, variable, _t, seen) => {
        if (loop === '1' && variable === 'hidden-state') hidden.push(...seen);
      });
      return outputs[outputs.length - 1];
    });
    const signals = await measureLayerSignals(model, padded);
    const of = (layer: number) => signals.find((signal) => signal.layer === layer);
    expect(Math.abs(of(1)!.activation.variance / variance(hidden) - 1)).toBeLessThan(tolerance);

    const last = signals[signals.length - 1];
    expect(Math.abs(last.activation.variance / variance(logits.flat()) - 1)).toBeLessThan(tolerance);
    // ∂L/∂z of a softmax with cross-entropy is p − y.
    const gradients = logits.flatMap((row, n) =>
      row.map((_z, label) => Math.exp(-crossEntropy(row, label)) - Number(label === sequences[n].target)),
    );
    expect(Math.abs(last.gradient!.variance / variance(gradients) - 1)).toBeLessThan(tolerance);
  });

  it('leaves out layers that hand their input on', async () => {
    const places = async (spec: ModelSpec) => {
      const { model } = drawModel(create(), spec);
      const signals = await measureLayerSignals(model, randomBatch(spec, { batch: 2, steps: 4 }, 1));
      return signals.map(({ layer, gradient }) => [layer, gradient !== null]);
    };
    expect(await places(languageModel)).toEqual([0, 1, 3, 4, 5].map((layer) => [layer, true]));
    expect(await places(classifier)).toEqual([1, 3, 4].map((layer) => [layer, true]));
  });
});

it('shows that Xavier keeps signals through a deep stack, and that small weights lose them in both directions', async () => {
  const signalsOf = (initializer: Initializer) => {
    const layer = () => simpleRnn(48, { kernelInitializer: initializer, recurrentInitializer: 'zeros' });
    const spec: ModelSpec = {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 48 },
      layers: [embedding(48), layer(), layer(), layer(), layer(), dropout(0.5), dense(48)],
    };
    const model = createModel(createReferenceBackend(), spec);
    model.initialize(1);
    return measureLayerSignals(model, randomBatch(spec, { batch: 8, steps: 8 }, 1));
  };
  const [xavier, uniform] = [await signalsOf('xavier_uniform'), await signalsOf('uniform')];
  const forward = (signals: typeof xavier) => signals[4].activation.variance / signals[1].activation.variance;
  const backward = (signals: typeof xavier) => signals[1].gradient!.variance / signals[4].gradient!.variance;
  for (const kept of [forward(xavier), backward(xavier)]) {
    expect(kept).toBeGreaterThan(0.3);
    expect(kept).toBeLessThan(3);
  }
  // Uniform ±0.05 has the variance 0.05²/3, and 48 of them keep 4 % of a signal a layer.
  for (const lost of [forward(uniform), backward(uniform)]) expect(lost).toBeLessThan(1e-3);
});

it('reads nothing of a network whose embedding is frozen below the embedding', async () => {
  const spec: ModelSpec = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 5 },
    layers: [{ type: 'embedding', dim: 3, trainable: false, initializer: 'uniform' }, simpleRnn(4), dense(5)],
  };
  const model = createModel(createReferenceBackend(), spec);
  model.initialize(2);
  const signals = await measureLayerSignals(model, randomBatch(spec, { batch: 2, steps: 3 }, 2));
  expect(signals.map(({ layer, gradient }) => [layer, gradient === null])).toEqual([
    [0, true],
    [1, false],
    [2, false],
  ]);
});
