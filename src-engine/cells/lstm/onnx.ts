import type { OnnxOperator } from '../onnx-cell.ts';
import type { LstmSpec } from './facts.ts';

/** The engine's i f c̃ o is i o f c̃ in ONNX. */
export const lstmInOnnx: OnnxOperator<LstmSpec> = {
  operator: 'LSTM',
  gateOrder: [0, 3, 1, 2],
  activations: ({ activation, recurrentActivation }) => [recurrentActivation, activation, activation],
  attributes: {},
};
