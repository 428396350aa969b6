import { isRefused } from '../../cells/cell-exports.ts';
import { cellDefinition } from '../../cells/definitions.ts';
import { cellExports } from '../../cells/exports.ts';
import type { RecurrentLayerSpec } from '../../cells/index.ts';
import { quantizeWeights } from '../quantize-weights.ts';
import type { WeightPrecision } from '../trained-model.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { addLoop } from './onnx-loop.ts';

/**
 * Returns the bytes of a layer's graph without its weights when it is a loop over the steps, since that has many
 * operators; 0 when the layer is a single operator.
 */
export function loopBytes(spec: RecurrentLayerSpec, precision: WeightPrecision): number {
  const { onnx } = cellExports(spec.type);
  if (isRefused(onnx) || 'operator' in onnx) return 0;
  const roles = new Map(
    cellDefinition(spec.type)
      .parameters(spec, 1)
      .map((parameter) => [parameter.name, parameter]),
  );
  const graph = new OnnxGraph();
  const parameter = (path: string) => {
    const { shape = [], role = 'bias' } = roles.get(path.replace(/^.*\./, '')) ?? {};
    return quantizeWeights({ shape: shape.map(() => 1), values: new Float32Array(1) }, role, precision);
  };
  addLoop(graph, { index: 0, spec, parameter, input: 'input', lengths: 'lengths', carriesState: false }, onnx);
  return graph.encode({ producer: '', description: '', metadata: {} }).length;
}
