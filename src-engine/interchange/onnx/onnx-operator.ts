import { cellFacts, type RecurrentLayerSpec } from '../../cells/index.ts';
import type { OnnxOperator } from '../../cells/onnx-cell.ts';
import type { OnnxAttributes, OnnxGraph } from './onnx-graph.ts';
import { addStateInput, declareStateOutput, directionPrefixes, type RecurrentNode } from './recurrent-node.ts';
import { addWeights, gateBiases, gateWeights } from './stored-weights.ts';

const functionNames = {
  tanh: 'Tanh',
  softsign: 'Softsign',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  hard_sigmoid: 'HardSigmoid',
};

/** Adds a layer that is one of ONNX's recurrent operators. Returns the outputs' name. */
export function addOperator(graph: OnnxGraph, node: RecurrentNode, cell: OnnxOperator): string {
  const { index, spec } = node;
  const of = (name: string) => directionPrefixes(spec).map((prefix) => node.parameter(prefix + name));
  const { states } = cellFacts(spec.type);
  const last = states.map(({ name }) => `${index}.${name}.last`);
  graph.addMany(
    cell.operator,
    [spec.returnSequences ? `${index}.sequence` : '', ...(node.carriesState || !spec.returnSequences ? last : [])],
    [
      node.input,
      addWeights(graph, `${index}.kernel`, gateWeights(of('kernel'), cell.gateOrder)),
      addWeights(graph, `${index}.recurrent`, gateWeights(of('recurrent'), cell.gateOrder)),
      graph.constant(`${index}.bias`, gateBiases(of('bias'), cell.gateOrder)),
      ...(node.lengths === null && !node.carriesState ? [] : [node.lengths ?? '']),
      ...(node.carriesState ? states.map((state) => addInitial(graph, addStateInput(graph, node, state))) : []),
    ],
    attributesOf(spec, cell),
  );
  if (node.carriesState)
    for (const state of states) {
      const name = `${index}.${state.name}`;
      graph.add('Squeeze', `${name}.next`, [`${name}.last`, graph.integers(0)]);
      declareStateOutput(graph, node, state);
    }
  return spec.returnSequences ? addSequence(graph, node) : addLast(graph, node, last[0]);
}

function attributesOf(spec: RecurrentLayerSpec, cell: OnnxOperator): OnnxAttributes {
  const directions = directionPrefixes(spec).length;
  const activations = cell.activations(spec);
  const each = <T>(values: T[]): T[] => Array.from({ length: directions }, () => values).flat();
  return {
    hidden_size: spec.units,
    direction: directions === 1 ? 'forward' : 'bidirectional',
    activations: each(activations.map((name) => functionNames[name])),
    // The functions that have such parameters take them from here, in the order of the functions.
    ...(activations.includes('hard_sigmoid') && {
      activation_alpha: { floats: each([0.2]) },
      activation_beta: { floats: each([0.5]) },
    }),
    ...cell.attributes,
  };
}

/** (B, H) to (1, B, H). */
function addInitial(graph: OnnxGraph, state: string): string {
  return graph.add('Unsqueeze', `${state}.initial`, [state, graph.integers(0)]);
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
function addLast(graph: OnnxGraph, { index, spec }: RecurrentNode, last: string): string {
  const output = `${index}.output`;
  if (spec.bidirectional === null) return graph.add('Squeeze', output, [last, graph.integers(0)]);
  if (spec.bidirectional === 'sum') return addSum(graph, output, last, 0);
  const turned = graph.add('Transpose', `${last}.turned`, [last], { perm: [1, 0, 2] });
  return graph.add('Reshape', output, [turned, graph.integers(0, 2 * spec.units)]);
}

function addSum(graph: OnnxGraph, output: string, input: string, axis: number): string {
  return graph.add('ReduceSum', output, [input, graph.integers(axis)], { keepdims: 0 });
}
