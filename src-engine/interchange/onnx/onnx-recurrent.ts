import type { RecurrentLayerSpec } from '../../spec/model-spec.ts';
import type { StoredTensor } from '../quantize-weights.ts';
import type { OnnxAttributes, OnnxGraph } from './onnx-graph.ts';
import { addWeights, gateBiases, gateWeights } from './stored-weights.ts';

export interface RecurrentNode {
  index: number;
  spec: RecurrentLayerSpec;
  /** A parameter of this layer, by the last part of its name. */
  parameter(name: string): StoredTensor;
  /** (T, B, I). */
  input: string;
  /** (B) int32; null means that all sequences have T steps. */
  lengths: string | null;
  /** True when the states are inputs and outputs of the graph, `<index>.h`, `<index>.h.next`, and so on, (B, H). */
  carriesState: boolean;
}

const operators = { simple_rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' } as const;

/** Which of the engine's gates stands at each place of the file: an LSTM's i f c̃ o become i o f c̃. */
const gateOrders = { simple_rnn: [0], gru: [0, 1, 2], lstm: [0, 3, 1, 2] } as const;

const activationNames = {
  tanh: 'Tanh',
  softsign: 'Softsign',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  hard_sigmoid: 'HardSigmoid',
};

/** Returns the outputs' name: (T, B, size), or (B, size) where only the last state goes on. */
export function addRecurrent(graph: OnnxGraph, node: RecurrentNode): string {
  const { index, spec, parameter } = node;
  const gates = gateOrders[spec.type];
  const of = (name: string) =>
    spec.bidirectional === null ? [parameter(name)] : [parameter(`forward.${name}`), parameter(`backward.${name}`)];
  const states = spec.type === 'lstm' ? ['h', 'c'] : ['h'];
  const last = states.map((state) => `${index}.${state}.last`);
  graph.addMany(
    operators[spec.type],
    [spec.returnSequences ? `${index}.sequence` : '', ...(node.carriesState || !spec.returnSequences ? last : [])],
    [
      node.input,
      addWeights(graph, `${index}.kernel`, gateWeights(of('kernel'), gates)),
      addWeights(graph, `${index}.recurrent`, gateWeights(of('recurrent'), gates)),
      graph.constant(`${index}.bias`, gateBiases(of('bias'), gates)),
      ...(node.lengths === null && !node.carriesState ? [] : [node.lengths ?? '']),
      ...(node.carriesState ? states.map((state) => addStateInput(graph, node, state)) : []),
    ],
    attributesOf(spec),
  );
  if (node.carriesState) states.forEach((state) => addStateOutput(graph, node, state));
  return spec.returnSequences ? addSequence(graph, node) : addLast(graph, node);
}

function attributesOf(spec: RecurrentLayerSpec): OnnxAttributes {
  const directions = spec.bidirectional === null ? 1 : 2;
  const inner = activationNames[spec.activation];
  const cell =
    spec.type === 'simple_rnn'
      ? [inner]
      : [activationNames[spec.recurrentActivation], ...(spec.type === 'lstm' ? [inner, inner] : [inner])];
  const hardGates = spec.type !== 'simple_rnn' && spec.recurrentActivation === 'hard_sigmoid';
  const each = <T>(values: T[]): T[] => Array.from({ length: directions }, () => values).flat();
  return {
    hidden_size: spec.units,
    direction: directions === 1 ? 'forward' : 'bidirectional',
    activations: each(cell),
    // Taken by the functions that have them, in their order.
    ...(hardGates && { activation_alpha: { floats: each([0.2]) }, activation_beta: { floats: each([0.5]) } }),
    ...(spec.type === 'gru' && { linear_before_reset: 1 }),
  };
}

function addStateInput(graph: OnnxGraph, { index, spec }: RecurrentNode, state: string): string {
  const name = graph.input({
    name: `${index}.${state}`,
    type: 'float32',
    shape: ['batch', spec.units],
    description: `State of layer ${index} before the first step: zeros at the beginning of a text.`,
  });
  return graph.add('Unsqueeze', `${name}.initial`, [name, graph.integers(0)]);
}

function addStateOutput(graph: OnnxGraph, { index, spec }: RecurrentNode, state: string): void {
  const name = `${index}.${state}`;
  graph.add('Squeeze', `${name}.next`, [`${name}.last`, graph.integers(0)]);
  graph.output({
    name: `${name}.next`,
    type: 'float32',
    shape: ['batch', spec.units],
    description: `State of layer ${index} after the last step: give it as ${name} to go on.`,
  });
}

/** (T, D, B, H) to (T, B, size). */
function addSequence(graph: OnnxGraph, { index, spec }: RecurrentNode): string {
  const sequence = `${index}.sequence`;
  const output = `${index}.output`;
  if (spec.bidirectional === null) return graph.add('Squeeze', output, [sequence, graph.integers(1)]);
  if (spec.bidirectional === 'sum') return addSum(graph, output, sequence, 1);
  const turned = graph.add('Transpose', `${sequence}.turned`, [sequence], { perm: [0, 2, 1, 3] });
  return graph.add('Reshape', output, [turned, graph.integers(0, 0, 2 * spec.units)]);
}

/** (D, B, H) to (B, size). */
function addLast(graph: OnnxGraph, { index, spec }: RecurrentNode): string {
  const last = `${index}.h.last`;
  const output = `${index}.output`;
  if (spec.bidirectional === null) return graph.add('Squeeze', output, [last, graph.integers(0)]);
  if (spec.bidirectional === 'sum') return addSum(graph, output, last, 0);
  const turned = graph.add('Transpose', `${last}.turned`, [last], { perm: [1, 0, 2] });
  return graph.add('Reshape', output, [turned, graph.integers(0, 2 * spec.units)]);
}

function addSum(graph: OnnxGraph, output: string, input: string, axis: number): string {
  return graph.add('ReduceSum', output, [input, graph.integers(axis)], { keepdims: 0 });
}
