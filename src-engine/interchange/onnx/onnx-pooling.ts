import type { PoolingLayerSpec } from '../../spec/model-spec.ts';
import type { StoredTensor } from '../quantize-weights.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { addPresentSteps } from './present-steps.ts';
import { addWeights, matrixWeights } from './stored-weights.ts';

export interface PoolingNode {
  index: number;
  spec: PoolingLayerSpec;
  /** A parameter of this layer, by the last part of its name. */
  parameter(name: string): StoredTensor;
  /** (T, B, F). */
  input: string;
  /** (B) int32; null means that all sequences have T steps. */
  lengths: string | null;
}

/** Sums the steps of each sequence up, (T, B, F) to (B, F); steps after its end have no effect. Returns the output's name. */
export function addPooling(graph: OnnxGraph, node: PoolingNode): string {
  const { index, spec, input } = node;
  const output = `${index}.output`;
  const present = addPresentSteps(graph, node);
  switch (spec.type) {
    case 'mean_pooling': {
      const count = graph.add(
        'ReduceSum',
        `${index}.count`,
        [addNumber(graph, present, `${index}.ones`), graph.integers(0)],
        {
          keepdims: 0,
        },
      );
      const kept = graph.add('Where', `${index}.kept`, [present, input, scalar(graph, 0)]);
      const sum = graph.add('ReduceSum', `${index}.sum`, [kept, graph.integers(0)], { keepdims: 0 });
      return graph.add('Div', output, [sum, count]);
    }
    case 'max_pooling': {
      const kept = graph.add('Where', `${index}.kept`, [present, input, scalar(graph, lowest)]);
      return graph.add('ReduceMax', output, [kept], { axes: [0], keepdims: 0 });
    }
    case 'attention_pooling': {
      const weights = addAttention(graph, node, present);
      const kept = graph.add('Where', `${index}.kept`, [present, input, scalar(graph, 0)]);
      const weighted = graph.add('Mul', `${index}.weighted`, [kept, weights]);
      return graph.add('ReduceSum', output, [weighted, graph.integers(0)], { keepdims: 0 });
    }
  }
}

/** Stands for minus infinity, whose differences would be NaN. */
const lowest = -3e38;

function scalar(graph: OnnxGraph, value: number): string {
  return graph.constant(`scalar/${value}`, { type: 'float32', shape: [], content: Float32Array.of(value) });
}

function addNumber(graph: OnnxGraph, condition: string, name: string): string {
  return graph.add('Cast', name, [condition], { to: 1 });
}

/** (T, B, 1): the softmax over the steps of vᵀ·tanh(x·W + b). */
function addAttention(graph: OnnxGraph, { index, parameter, input }: PoolingNode, present: string): string {
  const kernel = addWeights(graph, `${index}.kernel`, matrixWeights(parameter('kernel')));
  const bias = graph.constant(`${index}.bias`, matrixWeights(parameter('bias')).tensor);
  const context = matrixWeights(parameter('context')).tensor;
  const column = graph.constant(`${index}.context`, { ...context, shape: [...context.shape, 1] });
  const product = graph.add('MatMul', `${index}.product`, [input, kernel]);
  const hidden = graph.add('Tanh', `${index}.hidden`, [graph.add('Add', `${index}.biased`, [product, bias])]);
  const scores = graph.add('MatMul', `${index}.scores`, [hidden, column]);
  const kept = graph.add('Where', `${index}.kept_scores`, [present, scores, scalar(graph, lowest)]);
  return graph.add('Softmax', `${index}.weights`, [kept], { axis: 0 });
}
