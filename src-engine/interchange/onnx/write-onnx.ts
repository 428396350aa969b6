import { isRecurrent } from '../../cells/index.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import { isPooling } from '../../models/model-problem.ts';
import { parameterSpecs } from '../../models/parameter-specs.ts';
import { isTied } from '../../models/tied-output.ts';
import { taskFacts } from '../../tasks/facts.ts';
import type { LayerSpec, ModelSpec, PoolingLayerSpec, RecurrentLayerSpec, Task } from '../../spec/model-spec.ts';
import { quantizeWeights } from '../quantize-weights.ts';
import type { StoredTensor } from '../quantize-weights.ts';
import type { TrainedModel, WeightPrecision } from '../trained-model.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { addPooling } from './onnx-pooling.ts';
import { addRecurrent } from './onnx-recurrent.ts';
import { toBytes } from './protobuf.ts';
import { addGatheredRows, addWeights, matrixWeights } from './stored-weights.ts';

/** Names of the graph's inputs and outputs, next to the states `<layer>.h` and `<layer>.c` of a language model. */
export const onnxNames = {
  ids: 'ids',
  features: 'features',
  lengths: 'lengths',
  logits: 'logits',
  probabilities: 'probabilities',
  values: 'values',
} as const;

/**
 * A network as an ONNX file. Inputs are batch-major: `ids` (B, T) int64 or `features` (B, T, F); a model that makes one prediction a
 * sequence also takes `lengths` (B) int32. A language model takes and gives the states of its recurrent layers, so that a text can
 * be written token by token.
 */
export function writeOnnx(trained: TrainedModel, precision: WeightPrecision): Uint8Array {
  const { model } = trained;
  const graph = new OnnxGraph();
  const stored = storedParameters(trained, precision);
  const carriesState = taskFacts[model.task].reads === 'chunks';
  const lengths = carriesState ? null : addLengths(graph);
  let signal = addInput(graph, model);
  model.layers.forEach((spec, index) => {
    const parameter = (name: string) => stored(`${index}.${name}`);
    signal = isRecurrent(spec)
      ? addRecurrent(graph, { index, spec, parameter, input: signal, lengths, carriesState })
      : isPooling(spec)
        ? addPooling(graph, { index, spec, parameter, input: signal, lengths })
        : addLayer(graph, { index, spec, parameter, table: () => stored('0.weights'), input: signal, model });
  });
  addOutputs(graph, model, signal);
  return toBytes(
    graph.encode({ producer: 'Kioku Studio', description: describe(trained), metadata: metadata(trained) }),
  );
}

function storedParameters(trained: TrainedModel, precision: WeightPrecision): (name: string) => StoredTensor {
  const roles = new Map(parameterSpecs(trained.model).map(({ name, role }) => [name, role]));
  return (name) => {
    const tensor = trained.parameters.get(name);
    const role = roles.get(name);
    if (tensor === undefined || role === undefined) throw new Error(`The model has no parameter ${name}.`);
    return quantizeWeights(tensor, role, precision);
  };
}

/** Returns the name of the first layer's input, time-major. */
function addInput(graph: OnnxGraph, { input }: ModelSpec): string {
  if (input.kind === 'tokens') {
    const ids = graph.input({
      name: onnxNames.ids,
      type: 'int64',
      shape: ['batch', 'time'],
      description: `Token ids from 0 to ${input.vocabularySize - 1}.`,
    });
    return graph.add('Transpose', 'ids.by_time', [ids], { perm: [1, 0] });
  }
  const features = graph.input({
    name: onnxNames.features,
    type: 'float32',
    shape: ['batch', 'time', input.size],
    description: 'Numbers, as they were scaled for training.',
  });
  return graph.add('Transpose', 'features.by_time', [features], { perm: [1, 0, 2] });
}

function addLengths(graph: OnnxGraph): string {
  return graph.input({
    name: onnxNames.lengths,
    type: 'int32',
    shape: ['batch'],
    description: 'Steps of each sequence; what comes after them has no effect.',
  });
}

interface PlainNode {
  index: number;
  spec: Exclude<LayerSpec, RecurrentLayerSpec | PoolingLayerSpec>;
  parameter(name: string): StoredTensor;
  /** The embedding's weights, which a tied output shares. */
  table(): StoredTensor;
  input: string;
  model: ModelSpec;
}

function addLayer(graph: OnnxGraph, { index, spec, parameter, table, input, model }: PlainNode): string {
  const output = `${index}.output`;
  switch (spec.type) {
    case 'one_hot': {
      const depth = graph.integers(layerShapes(model).input.size);
      const offAndOn = graph.constant('off_and_on', { type: 'float32', shape: [2], content: Float32Array.of(0, 1) });
      return graph.add('OneHot', output, [input, depth, offAndOn]);
    }
    case 'embedding':
      return addGatheredRows(graph, `${index}.weights`, matrixWeights(parameter('weights')), input);
    case 'dropout':
      return input;
    case 'layer_norm': {
      const [gamma, beta] = ['gamma', 'beta'].map((name) =>
        graph.constant(`${index}.${name}`, matrixWeights(parameter(name)).tensor),
      );
      const rank = layerShapes(model).outputs[index].sequence ? 3 : 2;
      const attributes = { axis: rank - 1, epsilon: { float: spec.epsilon } };
      return graph.add('LayerNormalization', output, [input, gamma, beta], attributes);
    }
    case 'dense': {
      const kernel = addKernel(graph, index, isTied(spec) ? { table: table() } : { kernel: parameter('kernel') });
      const product = graph.add('MatMul', `${index}.product`, [input, kernel]);
      const bias = graph.constant(`${index}.bias`, matrixWeights(parameter('bias')).tensor);
      return graph.add('Add', output, [product, bias]);
    }
    case 'activation':
      return addActivation(graph, spec.activation, output, input, model);
  }
}

/** Returns the name of a dense layer's kernel (I, O). A table (O, I) is in the file already, for the rows that the input gathers. */
function addKernel(
  graph: OnnxGraph,
  index: number,
  weights: { table: StoredTensor } | { kernel: StoredTensor },
): string {
  const name = `${index}.kernel`;
  if ('kernel' in weights) return addWeights(graph, name, matrixWeights(weights.kernel));
  const table = addWeights(graph, '0.weights', matrixWeights(weights.table));
  return graph.add('Transpose', name, [table], { perm: [1, 0] });
}

const operators = { tanh: 'Tanh', softsign: 'Softsign', relu: 'Relu', sigmoid: 'Sigmoid' } as const;

function addActivation(
  graph: OnnxGraph,
  activation: Extract<LayerSpec, { type: 'activation' }>['activation'],
  output: string,
  input: string,
  { task }: ModelSpec,
): string {
  switch (activation) {
    case 'linear':
      return input;
    case 'softmax':
      // Language models and classifiers have it as an output of its own, beside the logits.
      return taskFacts[task].loss === 'squared-error' ? graph.add('Softmax', output, [input]) : input;
    case 'hard_sigmoid':
      return graph.add('HardSigmoid', output, [input], { alpha: { float: 0.2 }, beta: { float: 0.5 } });
    default:
      return graph.add(operators[activation], output, [input]);
  }
}

function addOutputs(graph: OnnxGraph, model: ModelSpec, signal: string): void {
  const { size } = layerShapes(model).outputs[model.layers.length - 1];
  const { outputsPer, outputsAre } = taskFacts[model.task];
  const name = outputsAre === 'numbers' ? onnxNames.values : onnxNames.logits;
  if (outputsPer === 'step') graph.add('Transpose', name, [signal], { perm: [1, 0, 2] });
  else graph.add('Identity', name, [signal]);
  const shape = outputsPer === 'step' ? ['batch', 'time', size] : ['batch', size];
  const description =
    outputsAre === 'numbers' ? 'Predicted values.' : `Unnormalised log-probabilities of ${predicted(model.task)}.`;
  graph.output({ name, type: 'float32', shape, description });
  if (outputsAre === 'numbers') return;
  graph.add('Softmax', onnxNames.probabilities, [name]);
  graph.output({ name: onnxNames.probabilities, type: 'float32', shape, description: `Softmax of ${name}.` });
}

function predicted(task: Task): string {
  const { outputsPer, outputsAre } = taskFacts[task];
  if (outputsAre === 'tokens') return 'the token that follows each step';
  return outputsPer === 'step' ? 'the class of each step' : 'the class of each sequence';
}

function describe({ name, model, step }: TrainedModel): string {
  const how =
    taskFacts[model.task].reads === 'chunks'
      ? 'To write a text, give ids (B, T) and states of zeros, choose the next token by the probabilities of the last step, and give it with the states that came out.'
      : 'Give padded sequences and their lengths.';
  return `${name}, after ${step} steps of training. ${how} The vocabulary or the classes are in the metadata.`;
}

/** Everything that a program needs to turn text into ids and outputs into names, as JSON. */
function metadata({ name, model, tokenizer, classes, longestText, step }: TrainedModel): Record<string, string> {
  return {
    'kioku.name': name,
    'kioku.step': String(step),
    'kioku.model': JSON.stringify(model),
    ...(tokenizer && {
      'kioku.vocabulary': JSON.stringify(tokenizer.vocabulary),
      'kioku.tokenizer': JSON.stringify({ ...tokenizer, vocabulary: undefined }),
    }),
    ...(classes && { 'kioku.classes': JSON.stringify(classes) }),
    ...(longestText !== undefined && { 'kioku.longest_text': String(longestText) }),
  };
}
