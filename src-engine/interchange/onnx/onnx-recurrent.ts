import { cellExports } from '../../cells/exports.ts';
import { isRefused } from '../../cells/cell-exports.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { addLoop } from './onnx-loop.ts';
import { addOperator } from './onnx-operator.ts';
import type { RecurrentNode } from './recurrent-node.ts';

/** Returns the outputs' name: (T, B, size), or (B, size) where only the last state goes on. */
export function addRecurrent(graph: OnnxGraph, node: RecurrentNode): string {
  const { onnx } = cellExports(node.spec.type);
  if (isRefused(onnx)) throw new Error('Cells are refused before anything is written.');
  return 'operator' in onnx ? addOperator(graph, node, onnx) : addLoop(graph, node, onnx);
}
