import { caseValues, integerTensor } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { OpCase } from './op-case.ts';

interface PoolingOptions {
  steps: number;
  batch: number;
  width: number;
  padded: boolean;
}

const title = ({ steps, batch, width, padded }: PoolingOptions): string =>
  `${steps}×${batch}×${width}${padded ? ', padded' : ''}`;

/** Lengths from 1 to T, the first sequence being the shortest. */
function lengthsOf({ steps, batch, padded }: PoolingOptions) {
  return padded ? { lengths: integerTensor(Array.from({ length: batch }, (_, b) => 1 + ((b * 3) % steps))) } : {};
}

function poolCase(kind: 'mean' | 'max', options: PoolingOptions): OpCase {
  const { steps, batch, width } = options;
  const name = `${kind} pooling ${title(options)}`;
  return {
    name,
    ops: ['poolForward', 'poolBackward'],
    tensors() {
      const draw = caseValues(name);
      return {
        x: draw.uniform([steps * batch, width]),
        ...lengthsOf(options),
        out: draw.uniform([batch, width]),
        places: draw.integers([batch, width], 0, 9),
        weights: draw.uniform([batch, width]),
        dX: draw.uniform([steps * batch, width]),
      };
    },
    forward: (backend, { x, lengths = null, out, places }) =>
      backend.poolForward({ kind, steps, lengths, places: kind === 'max' ? places : null, x, out }),
    backward: (backend, { lengths = null, places, weights, dX }) =>
      backend.poolBackward({ kind, steps, lengths, places: kind === 'max' ? places : null, dOut: weights, dX }),
    outputs: ['out', 'dX', ...(kind === 'max' ? ['places'] : [])],
    terms: steps,
    differentiation: {
      loss: [{ output: 'out', from: 0, weights: 'weights' }],
      gradients: [{ input: 'x', from: 0, gradient: 'dX', accumulated: false }],
    },
  };
}

function attendCase(options: PoolingOptions): OpCase {
  const { steps, batch, width } = options;
  const name = `attention ${title(options)}`;
  return {
    name,
    ops: ['attendForward', 'attendBackward'],
    tensors() {
      const draw = caseValues(name);
      return {
        scores: draw.uniform([steps * batch], -3, 3),
        x: draw.uniform([steps * batch, width]),
        ...lengthsOf(options),
        attention: draw.uniform([steps * batch]),
        out: draw.uniform([batch, width]),
        weights: draw.uniform([batch, width]),
        dScores: draw.uniform([steps * batch]),
        dX: draw.uniform([steps * batch, width]),
      };
    },
    forward: (backend, { scores, x, lengths = null, attention, out }) =>
      backend.attendForward({ steps, scores, x, lengths, weights: attention, out }),
    backward: (backend, { attention, x, weights, dScores, dX }) =>
      backend.attendBackward({ steps, weights: attention, x, dOut: weights, dScores, dX }),
    outputs: ['attention', 'out', 'dScores', 'dX'],
    terms: Math.max(steps, width),
    differentiation: {
      loss: [{ output: 'out', from: 0, weights: 'weights' }],
      gradients: [
        { input: 'scores', from: 0, gradient: 'dScores', accumulated: false },
        { input: 'x', from: 0, gradient: 'dX', accumulated: false },
      ],
    },
  };
}

const shapes: PoolingOptions[] = [
  { steps: 1, batch: 1, width: 1, padded: false },
  { steps: 5, batch: 3, width: 7, padded: false },
  { steps: 5, batch: 4, width: 17, padded: true },
  { steps: 33, batch: 2, width: 8, padded: true },
];

const everydayShape: PoolingOptions = { steps: 50, batch: 50, width: 128, padded: false };
/** The elements of its input. */
const STATES = 50 * 50 * 128;

export const poolingCases: OpCase[] = [
  ...shapes.flatMap((shape) => [poolCase('mean', shape), poolCase('max', shape), attendCase(shape)]),
  // x and dX; attention reads x backward too.
  ...(['mean', 'max'] as const).map((kind) => everyday(poolCase(kind, everydayShape), elements(STATES, STATES))),
  everyday(attendCase(everydayShape), elements(STATES, 2 * STATES)),
];
