import { expect, it } from 'vitest';
import type { TrainedModel } from '../../../../src-engine/interchange/trained-model.ts';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { parityInputs } from '../../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../../src-main/exports/runtimes/reference-outputs.ts';

const languageModel: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: 4 },
  layers: [{ type: 'one_hot' }, dense(4)],
};

it('puts the outputs of a language model in the order of the input: sequences one after the other', async () => {
  const kernel = Float32Array.from({ length: 16 }, (_, n) => n);
  const trained: TrainedModel = {
    name: 'rows',
    model: languageModel,
    tokenizer: null,
    classes: null,
    parameters: new Map([
      ['1.kernel', { shape: [4, 4], values: kernel }],
      ['1.bias', { shape: [4], values: new Float32Array(4) }],
    ]),
    step: 0,
  };
  const inputs = parityInputs(languageModel);
  const outputs = await referenceOutputs(trained, inputs);
  expect(inputs.map(({ batch, steps }) => [batch, steps])).toEqual([
    [1, 7],
    [3, 12],
  ]);
  inputs.forEach(({ ids }, n) => {
    expect([...outputs[n]]).toEqual([...ids!].flatMap((id) => [...kernel.subarray(id * 4, id * 4 + 4)]));
  });
});

it('draws the same inputs every time, and unequal lengths where a model may read padded sequences', () => {
  const classifier: ModelSpec = {
    task: 'classification',
    input: { kind: 'features', size: 2 },
    layers: [lstm(3, { returnSequences: false }), dense(2)],
  };
  expect(parityInputs(classifier)).toEqual(parityInputs(classifier));
  expect(parityInputs(classifier).map(({ lengths }) => lengths)).toEqual([null, null, Int32Array.of(12, 5, 1)]);
  expect(parityInputs(languageModel).map(({ lengths }) => lengths)).toEqual([null, null]);
});
