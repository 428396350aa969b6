import { encodeUtf8 } from '../../text/utf8.ts';
import type { ExportFile } from '../export-file.ts';
import { kerasModel } from '../keras/keras-model.ts';
import {
  isPadded,
  outputsOf,
  sourcesOf,
  type KerasInput,
  type KerasLayer,
  type KerasNetwork,
} from '../keras/keras-network.ts';
import { describeNumbers } from '../numbers/describe-numbers.ts';
import { tableForm } from '../numbers/table-form.ts';
import type { TrainedModel } from '../trained-model.ts';

const topologyPath = 'model.json';
const weightsPath = 'group1-shard1of1.bin';

/**
 * A network as a layers model of TensorFlow.js, float32. A language model takes and gives the states of its recurrent layers after
 * the ids and the logits, in the order of the layers. A linear forecaster takes rows of its table and gives its forecasts.
 */
export async function writeTfjs(trained: TrainedModel): Promise<ExportFile[]> {
  const network = await kerasModel(trained, 'tfjs');
  const weights = network.layers.flatMap((layer) =>
    layer.weights.map(({ shape, values }, n) => ({ name: weightName(layer, n), shape, values })),
  );
  const manifest = weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const model = {
    format: 'layers-model',
    generatedBy: 'Kioku Studio',
    convertedBy: null,
    modelTopology: topology(network),
    weightsManifest: [{ paths: [weightsPath], weights: manifest }],
    userDefinedMetadata: metadata(trained),
  };
  return [
    { path: topologyPath, bytes: encodeUtf8(JSON.stringify(model)) },
    { path: weightsPath, bytes: joined(weights.map(({ values }) => values)) },
  ];
}

/** The first three of a Bidirectional layer's six weights belong to the forward cell. */
function weightName({ name, className, wrapped }: KerasLayer, n: number): string {
  if (className === 'Embedding') return `${name}/embeddings`;
  if (className === 'BatchNormalization') return `${name}/${['moving_mean', 'moving_variance'][n]}`;
  if (className === 'LayerNormalization') return `${name}/${['gamma', 'beta'][n]}`;
  const part = ['kernel', className === 'Dense' ? 'bias' : 'recurrent_kernel', 'bias'][n % 3];
  if (wrapped === null) return `${name}/${part}`;
  return `${name}/${n < 3 ? 'forward' : 'backward'}_${cellName(name)}/${part}`;
}

function cellName(name: string): string {
  return `${name}_cell`;
}

type NodeInput = [layer: string, node: 0, tensor: number, options: Record<string, never>];

function topology(network: KerasNetwork): unknown {
  const { input, layers } = network;
  const inputs = [input, ...layers.flatMap(({ states }) => states)];
  const chain = layers.map((layer, index) => {
    const from = [...sourcesOf(network, index), ...layer.states.map(({ name }) => name)];
    return {
      class_name: layer.className,
      name: layer.name,
      config: layerConfig(layer),
      inbound_nodes: [from.map((name): NodeInput => [name, 0, 0, {}])],
    };
  });
  const states = layers.flatMap(({ name, states }) => states.map((_, n) => [name, 0, n + 1]));
  return {
    class_name: 'Model',
    config: {
      name: 'network',
      layers: [...inputs.map(inputLayer), ...chain],
      input_layers: inputs.map(({ name }) => [name, 0, 0]),
      output_layers: [...outputsOf(network).map((name) => [name, 0, 0]), ...states],
    },
    keras_version: 'tfjs-layers',
    backend: 'tensor_flow.js',
  };
}

function inputLayer({ name, shape, type }: KerasInput): unknown {
  const config = { batch_input_shape: [null, ...shape], dtype: type, sparse: false, name };
  return { class_name: 'InputLayer', name, config, inbound_nodes: [] };
}

function layerConfig({ name, config, wrapped }: KerasLayer): unknown {
  if (wrapped === null) return { name, dtype: 'float32', ...config };
  const layer = { class_name: wrapped.className, config: { name: cellName(name), dtype: 'float32', ...config } };
  return { name, trainable: true, merge_mode: wrapped.merge, layer };
}

function metadata(trained: TrainedModel): Record<string, unknown> {
  const { name, model, tokenizer, classes, longestText, preparation, step } = trained;
  const padding = isPadded(trained) && model.input.kind === 'tokens' ? { idOffset: 1, paddingId: 0 } : {};
  const form = tableForm(trained);
  const table = form === null ? {} : { table: form, description: describeNumbers(trained) };
  return { kioku: { name, step, model, tokenizer, classes, longestText, preparation, ...table, ...padding } };
}

function joined(parts: readonly Float32Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return whole;
}
