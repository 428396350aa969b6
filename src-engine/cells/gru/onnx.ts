import type { OnnxOperator } from '../onnx-cell.ts';
import type { GruSpec } from './facts.ts';

/** `linear_before_reset` applies the reset gate after the recurrent product. */
export const gruInOnnx: OnnxOperator<GruSpec> = {
  operator: 'GRU',
  gateOrder: [0, 1, 2],
  activations: ({ activation, recurrentActivation }) => [recurrentActivation, activation],
  attributes: { linear_before_reset: 1 },
};
