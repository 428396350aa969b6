import type { StateExtent, StateFacts } from '../../cells/cell-facts.ts';
import type { RecurrentLayerSpec } from '../../cells/index.ts';
import type { StoredTensor } from '../quantize-weights.ts';
import type { OnnxGraph } from './onnx-graph.ts';

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

/** Returns the prefixes of the parameters of each direction. */
export function directionPrefixes({ bidirectional }: RecurrentLayerSpec): string[] {
  return bidirectional === null ? [''] : ['forward.', 'backward.'];
}

/** Returns the extents of a state for one sequence. */
export function stateExtents({ shape }: Pick<StateFacts, 'shape'>, spec: RecurrentLayerSpec): number[] {
  return shape.filter((extent) => extent !== 'batch').map((extent) => extentOf(extent, spec));
}

function extentOf(extent: Exclude<StateExtent, 'batch'>, spec: RecurrentLayerSpec): number {
  const heads = 'heads' in spec ? Number(spec.heads) : 1;
  if (extent === 'heads') return heads;
  return extent === 'units' ? spec.units : spec.units / heads;
}

/** Adds the input of the graph that is a state before the first step, and returns its name. */
export function addStateInput(graph: OnnxGraph, { index, spec }: RecurrentNode, state: StateFacts): string {
  return graph.input({
    name: `${index}.${state.name}`,
    type: 'float32',
    shape: ['batch', ...stateExtents(state, spec)],
    description: `State of layer ${index} before the first step: zeros at the beginning of a text.`,
  });
}

/** Makes the node output called `<index>.<state>.next` an output of the graph. */
export function declareStateOutput(graph: OnnxGraph, { index, spec }: RecurrentNode, state: StateFacts): void {
  const name = `${index}.${state.name}`;
  graph.output({
    name: `${name}.next`,
    type: 'float32',
    shape: ['batch', ...stateExtents(state, spec)],
    description: `State of layer ${index} after the last step: give it as ${name} to go on.`,
  });
}
