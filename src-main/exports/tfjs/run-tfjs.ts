import '@tensorflow/tfjs-backend-cpu';
import { dispose, setBackend, tensor, version_core, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import { withoutPadding } from '../../../src-engine/interchange/compute-outputs.ts';
import { kerasInput } from '../../../src-engine/interchange/keras/padded-input.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { RuntimeRun } from '../export-format.ts';

/** Runs a layers model in TensorFlow.js on its plain JavaScript backend, every sequence from states of 0. */
export async function runTfjs(files: readonly ExportFile[], inputs: readonly ParityInput[]): Promise<RuntimeRun> {
  const model = await openTfjs(files);
  const outputs = inputs.map((input) => {
    const results = predict(model, [inputTensor(model, input), ...zeroStates(model, input.batch)]);
    const values = results[0].dataSync() as Float32Array;
    const hasSteps = results[0].rank === 3;
    dispose(results);
    return hasSteps ? withoutPadding(values, input) : values;
  });
  model.dispose();
  return { runtime: 'TensorFlow.js', version: version_core, outputs };
}

export async function openTfjs(files: readonly ExportFile[]): Promise<LayersModel> {
  const bytesOf = (path: string) => {
    const file = files.find((each) => each.path === path);
    if (file === undefined) throw new Error(`The export has no ${path}.`);
    return file.bytes;
  };
  const { modelTopology, weightsManifest, userDefinedMetadata } = JSON.parse(
    new TextDecoder().decode(bytesOf('model.json')),
  ) as ModelFile;
  const [{ paths, weights }] = weightsManifest;
  await setBackend('cpu');
  return loadLayersModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weights,
      weightData: bytesOf(paths[0]).slice().buffer,
      userDefinedMetadata,
    }),
  });
}

interface ModelFile {
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: 'float32' }[] }[];
  userDefinedMetadata: { kioku: object };
}

/** All outputs: the logits, and the states after the last step. Disposes what it is fed. */
export function predict(model: LayersModel, feeds: Tensor[]): Tensor[] {
  const results = model.predict(feeds);
  dispose(feeds);
  return Array.isArray(results) ? results : [results];
}

function inputTensor(model: LayersModel, input: ParityInput): Tensor {
  const { batch, steps } = input;
  const { kioku } = model.getUserDefinedMetadata() as { kioku: { paddingId?: number } };
  const values = kerasInput(input, kioku.paddingId !== undefined || input.features !== null);
  return values instanceof Int32Array
    ? tensor(values, [batch, steps], 'int32')
    : tensor(values, [batch, steps, values.length / (batch * steps)]);
}

/** For all inputs after the first. */
export function zeroStates({ inputs }: LayersModel, batch: number): Tensor[] {
  return inputs.slice(1).map(({ shape }) => zeros([batch, Number(shape[1])]));
}
