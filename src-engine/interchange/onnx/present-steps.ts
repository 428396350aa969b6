import type { OnnxGraph } from './onnx-graph.ts';

interface PaddedInput {
  index: number;
  /** (T, B, F). */
  input: string;
  /** (B) int32; null means that all sequences have T steps. */
  lengths: string | null;
}

/** (T, B, 1) bool: true for the steps before the end of each sequence; (T, 1, 1) where all have the same. */
export function addPresentSteps(graph: OnnxGraph, { index, input, lengths }: PaddedInput): string {
  const shape = graph.add('Shape', `${index}.shape`, [input]);
  const steps = graph.add('Gather', `${index}.steps`, [shape, integer(graph, 0)]);
  const times = graph.add('Range', `${index}.times`, [integer(graph, 0), steps, integer(graph, 1)]);
  const column = graph.add('Unsqueeze', `${index}.time_column`, [times, graph.integers(1, 2)]);
  if (lengths === null) return graph.add('Less', `${index}.present`, [column, steps]);
  const ends = graph.add('Cast', `${index}.ends`, [lengths], { to: 7 });
  const row = graph.add('Unsqueeze', `${index}.end_row`, [ends, graph.integers(0, 2)]);
  return graph.add('Less', `${index}.present`, [column, row]);
}

function integer(graph: OnnxGraph, value: number): string {
  return graph.constant(`integer/${value}`, { type: 'int64', shape: [], content: BigInt64Array.of(BigInt(value)) });
}
