import { layerShapes } from '../../models/layer-shapes.ts';
import { taskFacts } from '../../tasks/facts.ts';
import type { ModelSpec, Task } from '../../spec/model-spec.ts';
import { describeNumbers } from '../numbers/describe-numbers.ts';
import { numberGraph, readsWindows } from '../numbers/network-numbers.ts';
import type { TrainedModel, WeightPrecision } from '../trained-model.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { addLayers } from './onnx-layers.ts';
import { addNumbers } from './onnx-numbers.ts';
import { toBytes } from './protobuf.ts';

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
 * be written token by token. A network with a preparation takes the raw numbers of a table, `values`, and a forecaster gives such numbers.
 * `example` are inputs and outputs of a forecaster for the metadata.
 */
export function writeOnnx(trained: TrainedModel, precision: WeightPrecision, example: unknown = null): Uint8Array {
  const { model } = trained;
  const graph = new OnnxGraph();
  const carriesState = taskFacts[model.task].reads === 'chunks';
  const numbers = numberGraph(trained);
  const addNetwork = (input: string, lengths: string | null) =>
    addLayers(graph, trained, { precision, input, lengths, carriesState });
  if (numbers === null) {
    const lengths = carriesState ? null : addLengths(graph);
    addOutputs(graph, model, addNetwork(addInput(graph, model), lengths));
  } else {
    const read = (input: string) => {
      const rows = graph.add('Transpose', `${input}.by_time`, [input], { perm: [1, 0, 2] });
      // The table comes first among the inputs.
      return addNetwork(rows, readsWindows(trained) ? null : addLengths(graph));
    };
    const signal = addNumbers(graph, numbers, read);
    if (numbers.outputs.length === 0) addOutputs(graph, model, signal);
  }
  return toBytes(
    graph.encode({ producer: 'Kioku Studio', description: describe(trained), metadata: metadata(trained, example) }),
  );
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

function describe(trained: TrainedModel): string {
  const { name, step } = trained;
  return `${name}, after ${step} steps of training. ${usage(trained)}`;
}

function usage(trained: TrainedModel): string {
  if (readsWindows(trained))
    return 'Give the last rows of the table as they are. What the inputs and outputs mean is in the metadata.';
  const how =
    taskFacts[trained.model.task].reads === 'chunks'
      ? 'To write a text, give ids (B, T) and states of zeros, choose the next token by the probabilities of the last step, and give it with the states that came out.'
      : 'Give padded sequences and their lengths.';
  return `${how} The vocabulary or the classes are in the metadata.`;
}

/** Everything that a program needs to turn text into ids, rows into inputs and outputs into names, as JSON. */
function metadata(trained: TrainedModel, example: unknown): Record<string, string> {
  const { name, model, tokenizer, classes, longestText, preparation, step } = trained;
  const numbers = describeNumbers(trained);
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
    ...(numbers && { [`kioku.${numbers.kind}`]: JSON.stringify(numbers) }),
    ...(preparation && { 'kioku.preparation': JSON.stringify(preparation) }),
    ...(example !== null && { 'kioku.example': JSON.stringify(example) }),
  };
}
