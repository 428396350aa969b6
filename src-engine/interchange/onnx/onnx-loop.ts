import type { StateFacts } from '../../cells/cell-facts.ts';
import { cellFacts, type RecurrentLayerSpec } from '../../cells/index.ts';
import type { OnnxLoop } from '../../cells/onnx-cell.ts';
import { addPresentSteps } from './present-steps.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import {
  addStateInput,
  declareStateOutput,
  directionPrefixes,
  stateExtents,
  type RecurrentNode,
} from './recurrent-node.ts';

/** The output of one direction's loop: all steps (T, B, H), and the states after the last one, by their names. */
interface LoopOutput {
  sequence: string;
  last: Record<string, string>;
}

/**
 * Adds a layer that is a Scan over the steps, one for each direction, and returns the outputs' name. A step behind the end of its
 * sequence leaves the states as they are, so that the backward direction begins at the end of each.
 */
export function addLoop(graph: OnnxGraph, node: RecurrentNode, cell: OnnxLoop): string {
  const { index, spec } = node;
  const { states } = cellFacts(spec.type);
  const initial = states.map((state) =>
    node.carriesState ? addStateInput(graph, node, state) : addZeros(graph, node, state),
  );
  const present = node.lengths === null ? null : addPresentSteps(graph, node);
  const directions = directionPrefixes(spec).map((prefix) =>
    addDirection(graph, node, { cell, prefix, initial, present }),
  );
  if (node.carriesState)
    for (const state of states) {
      graph.add('Identity', `${index}.${state.name}.next`, [directions[0].last[state.name]]);
      declareStateOutput(graph, node, state);
    }
  const outputs = directions.map(({ sequence, last }) => (spec.returnSequences ? sequence : last[states[0].name]));
  return joined(graph, node, outputs);
}

function joined(graph: OnnxGraph, { index, spec }: RecurrentNode, outputs: string[]): string {
  const output = `${index}.output`;
  if (spec.bidirectional === null) return graph.add('Identity', output, outputs);
  return spec.bidirectional === 'sum'
    ? graph.add('Add', output, outputs)
    : graph.add('Concat', output, outputs, { axis: -1 });
}

/** Adds zeros (B, …) in the shape of a state, for the batch that comes in, and returns their name. */
function addZeros(graph: OnnxGraph, { index, spec, input }: RecurrentNode, state: StateFacts): string {
  const name = `${index}.${state.name}`;
  const shape = graph.add('Shape', `${name}.input_shape`, [input]);
  const batch = graph.add('Gather', `${name}.batch`, [shape, graph.integers(1)]);
  const extents = graph.add('Concat', `${name}.shape`, [batch, graph.integers(...stateExtents(state, spec))], {
    axis: 0,
  });
  return graph.add('ConstantOfShape', `${name}.initial`, [extents]);
}

interface Direction {
  cell: OnnxLoop;
  /** The beginning of its parameters' names. */
  prefix: string;
  initial: string[];
  /** (T, B, 1) bool; null means that every step is in its sequence. */
  present: string | null;
}

function addDirection(
  graph: OnnxGraph,
  node: RecurrentNode,
  { cell, prefix, initial, present }: Direction,
): LoopOutput {
  const { spec, input } = node;
  const { states } = cellFacts(spec.type);
  const name = `${node.index}.${prefix}`;
  const { sequences, constants } = cell.project(graph, {
    spec,
    prefix: name,
    parameter: (parameter) => node.parameter(prefix + parameter),
    input,
  });
  const body = graph.body();
  const declare = (value: string, shape: (number | string)[], type: 'float32' | 'bool' = 'float32') =>
    body.input({ name: value, type, shape, description: '' });
  const before = Object.fromEntries(
    states.map((state) => [
      state.name,
      declare(`${name}${state.name}.before`, ['batch', ...stateExtents(state, spec)]),
    ]),
  );
  const steps = sequences.map((sequence) => declare(`${sequence}.step`, ['batch', `${sequence}.width`]));
  const isPresent = present === null ? null : declare(`${name}present.step`, ['batch', 1], 'bool');
  const computed = cell.step(body, { spec, prefix: `${name}step.`, sequences: steps, constants, states: before });
  const after = states.map((state) => {
    const value = computed[state.name];
    return isPresent === null
      ? value
      : body.add('Where', `${name}${state.name}.after`, [
          alongState(body, isPresent, state, spec),
          value,
          before[state.name],
        ]);
  });
  // An output of a body is a single value, so the state h is passed on under another name for the outputs of all steps.
  const output = body.add('Identity', `${name}h.step`, [after[0]]);
  [...after, output].forEach((value, n) =>
    body.output({
      name: value,
      type: 'float32',
      shape: ['batch', ...stateExtents(states[n] ?? states[0], spec)],
      description: '',
    }),
  );
  const isBackward = prefix === 'backward.';
  const scanned = [...sequences, ...(present === null ? [] : [present])];
  const last = states.map((state) => `${name}${state.name}.last`);
  graph.addMany('Scan', [...last, `${name}sequence`], [...initial, ...scanned], {
    body: { graph: body },
    num_scan_inputs: scanned.length,
    scan_input_directions: scanned.map(() => (isBackward ? 1 : 0)),
    scan_output_directions: [isBackward ? 1 : 0],
  });
  return { sequence: `${name}sequence`, last: Object.fromEntries(states.map((state, n) => [state.name, last[n]])) };
}

/** (B, 1) to as many axes as a state has. */
function alongState(body: OnnxGraph, present: string, state: StateFacts, spec: RecurrentLayerSpec): string {
  const axes = stateExtents(state, spec).map((_, n) => n + 1);
  if (axes.length === 1) return present;
  return body.add('Unsqueeze', `${present}.${state.name}`, [present, body.integers(...axes.slice(1))]);
}
