import { caseValues } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { OpCase } from './op-case.ts';

const EPSILON = 1e-5;

function layerNormCase(rows: number, width: number, gradient: 'own' | 'in place' | 'none'): OpCase {
  const name = `layer norm ${rows}×${width}, gradient ${gradient}`;
  const dX = gradient === 'own' ? 'dX' : gradient === 'in place' ? 'dOut' : null;
  return {
    name,
    ops: ['layerNormForward', 'layerNormBackward'],
    tensors() {
      const draw = caseValues(name);
      return {
        x: draw.uniform([rows, width], -2, 3),
        gamma: draw.uniform([width], 0.5, 1.5),
        beta: draw.uniform([width]),
        out: draw.uniform([rows, width]),
        statistics: draw.uniform([rows, 2]),
        dOut: draw.uniform([rows, width]),
        weights: draw.uniform([rows, width]),
        dGamma: draw.uniform([width]),
        dBeta: draw.uniform([width]),
        ...(gradient === 'own' && { dX: draw.uniform([rows, width]) }),
      };
    },
    forward: (backend, { x, gamma, beta, out, statistics }) =>
      backend.layerNormForward({ x, gamma, beta, epsilon: EPSILON, out, statistics }),
    backward(backend, tensors) {
      const { x, gamma, statistics, dOut, weights, dGamma, dBeta } = tensors;
      backend.copy(weights, dOut);
      backend.layerNormBackward({
        ...{ x, gamma, statistics, dOut, dGamma, dBeta },
        dX: dX === null ? null : tensors[dX],
      });
    },
    outputs: ['out', 'statistics', 'dGamma', 'dBeta', ...(dX === null ? [] : [dX])],
    terms: Math.max(rows, width),
    differentiation: {
      loss: [{ output: 'out', from: 0, weights: 'weights' }],
      gradients: [
        { input: 'gamma', from: 0, gradient: 'dGamma', accumulated: true },
        { input: 'beta', from: 0, gradient: 'dBeta', accumulated: true },
        ...(dX === null ? [] : [{ input: 'x', from: 0, gradient: dX, accumulated: false }]),
      ],
    },
  };
}

export const layerNormCases: OpCase[] = [
  layerNormCase(3, 3, 'own'),
  layerNormCase(13, 7, 'own'),
  layerNormCase(17, 33, 'in place'),
  layerNormCase(5, 128, 'none'),
  // Columns that native kernels add four or eight vectors at a time, two, one and a part of one.
  layerNormCase(9, 189, 'own'),
  // x and out; x, dOut and dX.
  everyday(layerNormCase(2500, 128, 'own'), elements(2 * 2500 * 128, 3 * 2500 * 128)),
];
