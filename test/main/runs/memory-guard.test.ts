import { expect, test } from 'vitest';
import {
  dense,
  dropout,
  embedding,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import { languageModelPresets } from '../../../src-engine/models/presets.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { BackendChoice } from '../../../src-engine/spec/backends.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';
import { describeLack, estimateMemory } from '../../../src-main/runs/training/memory-guard.ts';

const vocabularySize = 80;
const model = (layers: LayerSpec[]): ModelSpec => ({
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize },
  layers: [...layers, dense(vocabularySize)],
});
const train: TrainSpec = languageModelPresets(vocabularySize)[0]!.train;
const tokens = Int32Array.from({ length: 40_000 }, (_, n) => n % vocabularySize);
const backends = await openNodeBackends();

test.each([
  ['LSTM', 'wasm', [{ type: 'one_hot' }, lstm(128), lstm(128)]],
  ['GRU with dropout', 'wasm', [embedding(64), recurrentLayer('gru', 128), dropout(0.5), recurrentLayer('gru', 128)]],
  ['minGRU', 'wasm', [embedding(64), recurrentLayer('min_gru', 128), recurrentLayer('min_gru', 128)]],
  ['simple RNN', 'wasm', [embedding(64), simpleRnn(256)]],
  ['sLSTM', 'wasm', [embedding(64), recurrentLayer('slstm', 128), recurrentLayer('slstm', 128)]],
  ['LSTM in float64', 'reference', [embedding(16), lstm(32)]],
] as [string, BackendChoice, LayerSpec[]][])(
  'the estimate covers what a training allocates, and not twice as much: %s',
  async (_, backend, layers) => {
    for (const validationFraction of [0, 0.1]) {
      const spec = { ...train, validationFraction, backend };
      const created = backends.create(backend, 1);
      const { plan } = createTrainer({
        backend: created,
        model: model(layers),
        train: spec,
        data: createLanguageModelData([tokens], spec),
        resumeFrom: null,
        clock: () => 0,
      });
      created.dispose();
      const { parameters, gradients, optimizer, activations, total } = estimateMemory(model(layers), spec, {
        tokenCount: tokens.length,
        bytes: tokens.length,
      });
      expect(total).toBeGreaterThan(plan.memoryBytes);
      expect(parameters + gradients + optimizer + activations).toBeLessThan(2 * plan.memoryBytes);
    }
  },
);

test('what is missing is told with the numbers and with what takes the most', () => {
  const text = { tokenCount: 1e6, bytes: 1e6 };
  const estimate = (layers: LayerSpec[], changes: Partial<TrainSpec> = {}, of = text) =>
    estimateMemory(model(layers), { ...train, ...changes }, of);
  const lack = (memory: ReturnType<typeof estimate>, available: number) =>
    describeLack(memory, { backend: 'wasm' }, available)?.message;

  const small = estimate([lstm(128)]);
  expect(lack(small, small.total)).toBeUndefined();
  expect(lack(small, small.total - 1)).toMatch(/needs about \d+ MB, and \d+ MB are free/);
  expect(lack(estimate([lstm(64)], { batchSize: 4096 }), 1e8)).toMatch(/activations take .*make the batch/);
  expect(lack(estimate([lstm(2048)], { batchSize: 1, sequenceLength: 1 }), 1e8)).toMatch(/weights take .*fewer units/);
  expect(lack(estimate([lstm(8)], {}, { tokenCount: 1e9, bytes: 1e9 }), 1e9)).toMatch(/text takes .*part of it/);
  expect(lack(estimate([lstm(16_384)]), 1e12)).toMatch(/and the kernels can use 4\.3 GB\./);
  expect(describeLack(estimate([lstm(16_384)]), { backend: 'reference' }, 1e12)).toBeNull();
});
