import '@tensorflow/tfjs-backend-cpu';
import { dispose, setBackend, tensor, version_core, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import { withoutPadding } from '../../../src-engine/interchange/compute-outputs.ts';
import { kerasInput } from '../../../src-engine/interchange/keras/padded-input.ts';
import { forecastNames } from '../../../src-engine/interchange/numbers/forecast-names.ts';
import type { NumberGraph } from '../../../src-engine/interchange/numbers/number-graph.ts';
import { runNumberGraph } from '../../../src-engine/interchange/numbers/run-number-graph.ts';
import type { TableForm } from '../../../src-engine/interchange/numbers/table-form.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { RuntimeRun } from '../export-format.ts';

/** Runs a layers model in TensorFlow.js on its plain JavaScript backend, every sequence from states of 0. */
export async function runTfjs(files: readonly ExportFile[], inputs: readonly ParityInput[]): Promise<RuntimeRun> {
  const model = await openTfjs(files);
  if (inputs.some(({ numbers }) => numbers !== undefined)) {
    return isRaw(model) ? runRaw(model, inputs) : runTable(files, model, inputs);
  }
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

/** Tells whether a network takes the rows of a table as they are. */
function isRaw(model: LayersModel): boolean {
  const { kioku } = model.getUserDefinedMetadata() as { kioku: { table?: TableForm } };
  return kioku.table?.form === 'layers';
}

/** Runs a network that takes the rows of a table: all of its outputs, one after the other. */
function runRaw(model: LayersModel, inputs: readonly ParityInput[]): RuntimeRun {
  const outputs = inputs.map(({ numbers }) => {
    const { shape, values } = numbers?.[forecastNames.values] ?? { shape: [0], values: new Float64Array() };
    const results = predict(model, [tensor(Float32Array.from(values), shape)]);
    const all = results.flatMap((result) => [...result.dataSync()]);
    dispose(results);
    return Float32Array.from(all);
  });
  model.dispose();
  return { runtime: 'TensorFlow.js', version: version_core, outputs };
}

/** Runs a network with the steps around it, as the program in the export does. */
async function runTable(
  files: readonly ExportFile[],
  model: LayersModel,
  inputs: readonly ParityInput[],
): Promise<RuntimeRun> {
  const { graph } = JSON.parse(new TextDecoder().decode(bytesOf(files, 'preparation.json'))) as { graph: NumberGraph };
  const outputs: Float64Array[] = [];
  for (const input of inputs) {
    let told: Float64Array = new Float64Array();
    const named = await runNumberGraph(graph, input.numbers ?? {}, async ({ shape, values }) => {
      const [batch, steps] = shape;
      const read = { ...input, batch, steps, features: Float32Array.from(values) };
      const [result] = predict(model, [tensor(kerasInput(read, true), [batch, steps, shape[2]])]);
      told = Float64Array.from(result.dataSync());
      const output = { shape: result.shape, values: told };
      dispose(result);
      return output;
    });
    const all = Object.values(named).flatMap(({ values }) => [...values]);
    outputs.push(all.length === 0 ? told : Float64Array.from(all));
  }
  model.dispose();
  return { runtime: 'TensorFlow.js', version: version_core, outputs };
}

function bytesOf(files: readonly ExportFile[], path: string): Uint8Array {
  const file = files.find((each) => each.path === path);
  if (file === undefined) throw new Error(`The export has no ${path}.`);
  return file.bytes;
}

export async function openTfjs(files: readonly ExportFile[]): Promise<LayersModel> {
  const { modelTopology, weightsManifest, userDefinedMetadata } = JSON.parse(
    new TextDecoder().decode(bytesOf(files, 'model.json')),
  ) as ModelFile;
  const [{ paths, weights }] = weightsManifest;
  await setBackend('cpu');
  return loadLayersModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weights,
      weightData: bytesOf(files, paths[0]).slice().buffer,
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
