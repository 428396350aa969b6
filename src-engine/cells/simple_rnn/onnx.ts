import type { OnnxOperator } from '../onnx-cell.ts';
import type { SimpleRnnSpec } from './facts.ts';

export const simpleRnnInOnnx: OnnxOperator<SimpleRnnSpec> = {
  operator: 'RNN',
  gateOrder: [0],
  activations: ({ activation }) => [activation],
  attributes: {},
};
