import type { Tensor } from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { lstm } from '../../../src-engine/models/default-layers.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { NetworkOutline } from '../../../src-main/exports/export-format.ts';
import { onnxFormat } from '../../../src-main/exports/onnx/onnx-format.ts';
import { feedsOf, openOnnx, zeroStates } from '../../../src-main/exports/onnx/run-onnx.ts';
import { parityInputs } from '../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { matrixModel, matrixModels, refusedCells } from './matrix-models.ts';
import { readMetadata } from './onnx-metadata.ts';
import { testParity, testRawParity } from './test-parity.ts';

const float32 = { precision: 'float32' } as const;

testParity(onnxFormat, refusedCells('onnx'));
testRawParity(onnxFormat);

const languageModels = matrixModels.filter(({ trained }) => trained.model.task === 'language-model');

it.each(languageModels)('goes on from the states that came out, step by step: $name', async ({ trained }) => {
  const [file] = await onnxFormat.write(trained, float32);
  const session = await openOnnx(file.bytes);
  for (const input of parityInputs(trained.model)) {
    const [expected] = await referenceOutputs(trained, [input]);
    const size = expected.length / (input.batch * input.steps);
    let states = zeroStates(session, input.batch);
    for (let step = 0; step < input.steps; step++) {
      const results = await session.run({ ...feedsOf(session, stepOf(input, step)), ...states });
      states = Object.fromEntries(Object.keys(states).map((name) => [name, results[`${name}.next`] as Tensor]));
      const logits = results['logits'].data as Float32Array;
      for (let row = 0; row < input.batch; row++) {
        const from = (row * input.steps + step) * size;
        expect(
          largestDifference(logits.subarray(row * size, (row + 1) * size), expected.subarray(from, from + size)),
        ).toBeLessThan(1e-5);
      }
    }
  }
  await session.release();
});

function stepOf(input: ParityInput, step: number): ParityInput {
  const ids = Int32Array.from({ length: input.batch }, (_, row) => input.ids?.[row * input.steps + step] ?? 0);
  return { ...input, steps: 1, ids };
}

const largestDifference = (a: Float32Array, b: Float64Array) =>
  Math.max(...a.map((value, n) => Math.abs(value - b[n])));

it('gives probabilities beside the logits, named extents, and what each input is for', async () => {
  const [file] = await onnxFormat.write(matrixModel('classifier on features'), float32);
  const session = await openOnnx(file.bytes);
  const { inputMetadata, outputNames } = session;
  expect(inputMetadata.map(({ name, ...value }) => [name, 'shape' in value ? value.shape : null])).toEqual([
    ['lengths', ['batch']],
    ['features', ['batch', 'time', 3]],
  ]);
  expect(outputNames).toEqual(['logits', 'probabilities']);
  const [input] = parityInputs(matrixModel('classifier on features').model);
  const { logits, probabilities } = await session.run(feedsOf(session, input));
  const exponentials = (logits.data as Float32Array).map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value, 0);
  exponentials.forEach((value, n) => expect(probabilities.data[n]).toBeCloseTo(value / sum, 6));
});

it('carries the vocabulary in its order, the tokenizer and the classes along', async () => {
  const trained = matrixModel('classifier GRU');
  const [{ bytes }] = await onnxFormat.write(trained, float32);
  const metadata = readMetadata(bytes);
  expect(JSON.parse(metadata.get('kioku.vocabulary') ?? '')).toEqual(trained.tokenizer?.vocabulary);
  expect(JSON.parse(metadata.get('kioku.tokenizer') ?? '')).toEqual({
    spec: { type: 'character', minimumFrequency: 2 },
    unknownId: 0,
    merges: [],
  });
  expect(JSON.parse(metadata.get('kioku.classes') ?? '')).toEqual(trained.classes);
  expect(JSON.parse(metadata.get('kioku.model') ?? '')).toEqual(trained.model);
});

describe('sizes', () => {
  it.each(onnxFormat.precisions)('are told before it is written: %s', async (precision) => {
    for (const { name, trained } of matrixModels) {
      const [{ bytes }] = await onnxFormat.write(trained, { precision });
      expect(Math.abs(onnxFormat.estimateBytes(trained, { precision }) - bytes.length), name).toBeLessThan(3000);
    }
  });

  it('beyond what the format can have are refused, with what to take instead', () => {
    const large: NetworkOutline = {
      ...matrixModel('LSTM, one-hot'),
      model: {
        task: 'language-model',
        input: { kind: 'tokens', vocabularySize: 13 },
        layers: [{ type: 'one_hot' }, lstm(12_000), { type: 'dense', units: 13, kernelInitializer: 'zeros' }],
      },
    };
    expect(onnxFormat.refusal(large, float32)).toMatchObject({
      code: 'onnx-too-large',
      message: expect.stringContaining('safetensors'),
    });
    expect(onnxFormat.refusal(large, { precision: 'float16' })).toBeNull();
  });
});
