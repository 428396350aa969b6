import type { Activation } from '../../spec/model-spec.ts';
import { caseValues, floatTensor } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { OpCase } from './op-case.ts';

const ACTIVATIONS: readonly Activation[] = ['tanh', 'softsign', 'relu', 'sigmoid', 'hard_sigmoid', 'linear'];

function activationCase(activation: Activation, size: number, inPlace: boolean): OpCase {
  const name = `activation ${activation} of ${size}${inPlace ? ', dX in place of dOut' : ''}`;
  const dX = inPlace ? 'dOut' : 'dX';
  return {
    name,
    ops: ['activationForward', 'activationBackward'],
    tensors() {
      const draw = caseValues(name);
      // Clear of the kinks at 0 and, for hard sigmoid, ±2.5, but on both sides of each.
      const inner = draw.awayFromZero([size], 0.1, 2.4).values;
      const outer = draw.awayFromZero([size], 2.6, 5).values;
      const x = inner.map((value, n) => (draw.below(3) === 0 ? outer[n] : value));
      return {
        x: floatTensor([size], x),
        out: draw.uniform([size]),
        dOut: draw.uniform([size]),
        ...(!inPlace && { dX: draw.uniform([size]) }),
      };
    },
    forward(backend, { x, out }) {
      backend.activationForward({ activation, x, out });
    },
    backward(backend, tensors) {
      const { x, out, dOut } = tensors;
      backend.activationBackward({ activation, x, out, dOut, dX: tensors[dX] });
    },
    outputs: ['out', dX],
    terms: 1,
    differentiation: {
      loss: [{ output: 'out', from: 0, weights: 'dOut' }],
      gradients: [{ input: 'x', from: 0, gradient: dX, accumulated: false }],
    },
  };
}

/** Arguments so large that exp overflows in float32 or float64. */
function extremeActivationCase(activation: Activation): OpCase {
  const name = `activation ${activation} of extreme values, in place`;
  return {
    name,
    ops: ['activationForward'],
    tensors: () => ({ x: floatTensor([9], [-1e30, -800, -100, -20, 0, 20, 100, 800, 1e30]) }),
    forward(backend, { x }) {
      backend.activationForward({ activation, x, out: x });
    },
    backward: null,
    outputs: ['x'],
    terms: 1,
    differentiation: null,
  };
}

function softmaxCase(rows: number, width: number, inPlace: boolean): OpCase {
  const name = `softmax ${rows}×${width}${inPlace ? ', dX in place of dOut' : ''}`;
  const dX = inPlace ? 'dOut' : 'dX';
  return {
    name,
    ops: ['softmaxForward', 'softmaxBackward'],
    tensors() {
      const draw = caseValues(name);
      return {
        x: draw.uniform([rows, width], -3, 3),
        out: draw.uniform([rows, width]),
        dOut: draw.uniform([rows, width]),
        ...(!inPlace && { dX: draw.uniform([rows, width]) }),
      };
    },
    forward(backend, { x, out }) {
      backend.softmaxForward({ x, out });
    },
    backward(backend, tensors) {
      const { out, dOut } = tensors;
      backend.softmaxBackward({ out, dOut, dX: tensors[dX] });
    },
    outputs: ['out', dX],
    terms: width,
    differentiation: {
      loss: [{ output: 'out', from: 0, weights: 'dOut' }],
      gradients: [{ input: 'x', from: 0, gradient: dX, accumulated: false }],
    },
  };
}

/** exp of the logits themselves would overflow. */
const extremeSoftmaxCase: OpCase = {
  name: 'softmax of extreme logits, in place',
  ops: ['softmaxForward'],
  tensors: () => ({ x: floatTensor([3, 3], [1000, 999, -1000, -1000, -1001, -1000, 0, 1e30, 88]) }),
  forward(backend, { x }) {
    backend.softmaxForward({ x, out: x });
  },
  backward: null,
  outputs: ['x'],
  terms: 3,
  differentiation: null,
};

export const activationCases: OpCase[] = [
  ...ACTIVATIONS.flatMap((activation) => [
    activationCase(activation, 1, false),
    activationCase(activation, 33, true),
    activationCase(activation, 119, false),
    extremeActivationCase(activation),
  ]),
  ...ACTIVATIONS.map((activation) =>
    // x and out; out, dOut and dX.
    everyday(activationCase(activation, 2500 * 128, false), elements(2 * 2500 * 128, 3 * 2500 * 128)),
  ),
  softmaxCase(1, 1, false),
  softmaxCase(5, 7, true),
  softmaxCase(7, 33, false),
  softmaxCase(3, 2, false),
  extremeSoftmaxCase,
  everyday(softmaxCase(2500, 65, false), elements(2 * 2500 * 65, 3 * 2500 * 65)),
];
