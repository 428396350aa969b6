import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import {
  dense,
  dropout,
  embedding,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { binaries, nativeVariantsHere, wasmBackend } from '../backends/wasm/wasm-backends.ts';
import type { Values } from './plain-network.ts';

/** With the largest relative error that each may have. */
export const backends: [string, number, () => Backend][] = [
  ['reference', 1e-11, createReferenceBackend],
  ['wasm', 1e-4, () => createWasmBackend({ binaries })],
  ...nativeVariantsHere
    .slice(0, 1)
    .map((variant): [string, number, () => Backend] => [variant, 1e-4, () => wasmBackend(variant, 1)]),
];

export const VOCABULARY = 6;
const tokens = { kind: 'tokens', vocabularySize: VOCABULARY } as const;
const softmax: LayerSpec = { type: 'activation', activation: 'softmax' };

/** All cells, activations and directions between them; dropout in all places, since it must make no difference. */
export const languageModel: ModelSpec = {
  task: 'language-model',
  input: tokens,
  layers: [
    embedding(3),
    lstm(5, { recurrentDropout: 0.5 }),
    dropout(0.5),
    recurrentLayer('gru', 4),
    simpleRnn(3, { activation: 'softsign' }),
    dense(VOCABULARY),
    softmax,
  ],
};

export const classifier: ModelSpec = {
  task: 'classification',
  input: tokens,
  layers: [
    { type: 'one_hot' },
    recurrentLayer('gru', 3, {
      bidirectional: 'sum',
      activation: 'softsign',
      recurrentActivation: 'hard_sigmoid',
      recurrentDropout: 0.5,
    }),
    dropout(0.5),
    lstm(4, { bidirectional: 'concat', activation: 'softsign', returnSequences: false }),
    dense(3),
    softmax,
  ],
};

/** Cells whose gates do not see the state, in one direction and in both. */
export const gateless: ModelSpec = {
  task: 'classification',
  input: tokens,
  layers: [
    embedding(3),
    recurrentLayer('min_gru', 5),
    recurrentLayer('min_gru', 4, { bidirectional: 'concat', returnSequences: false }),
    dense(3),
    softmax,
  ],
};

/** Cells whose recurrent kernels are in heads, in one direction and in both. */
export const headed: ModelSpec = {
  task: 'classification',
  input: tokens,
  layers: [
    embedding(3),
    recurrentLayer('slstm', 6, { heads: 2 }),
    recurrentLayer('slstm', 4, { heads: 1, bidirectional: 'concat', returnSequences: false }),
    dense(3),
    softmax,
  ],
};

/** A model with drawn parameters, which every backend holds to the last bit. */
export function drawModel(backend: Backend, spec: ModelSpec): { model: Model; values: Values } {
  const model = createModel(backend, spec);
  const random = createStream(3, 'insight test', 0);
  const values = new Map(
    model.parameters.map(({ name, value }) => [
      name,
      Float32Array.from({ length: value.size }, () => 1.6 * random.uniform() - 0.8),
    ]),
  );
  for (const { name, value } of model.parameters) backend.write(value, values.get(name) ?? []);
  return { model, values };
}

export function drawIds(count: number): Int32Array {
  const random = createStream(5, 'insight test ids', 0);
  return Int32Array.from({ length: count }, () => random.below(VOCABULARY));
}
