import { caseValues, floatTensor, integerTensor } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { OpCase } from './op-case.ts';

interface LossOptions {
  rows: number;
  width: number;
  /** The treatment of the gradient: not wanted, in its own tensor, or in place of the prediction. */
  gradient: 'none' | 'own' | 'in place';
  classWeights: boolean;
  labelSmoothing?: number;
}

const SCALE = 1 / 7;

function crossEntropyCase(options: LossOptions): OpCase {
  const { rows, width, gradient, classWeights, labelSmoothing = 0 } = options;
  const smoothed = labelSmoothing === 0 ? '' : `, smoothed by ${labelSmoothing}`;
  const name = `cross-entropy ${rows}×${width}, gradient ${gradient}${classWeights ? ', class weights' : ''}${smoothed}`;
  const dLogits = gradient === 'none' ? null : gradient === 'own' ? 'dLogits' : 'logits';
  return {
    name,
    ops: ['softmaxCrossEntropy'],
    tensors() {
      const draw = caseValues(name);
      return {
        logits: draw.uniform([rows, width], -3, 3),
        targets: draw.integers([rows], rows === 1 ? 0 : -1, width),
        ...(classWeights && { classWeights: draw.uniform([width], 0.1, 2) }),
        ...(gradient === 'own' && { dLogits: draw.uniform([rows, width]) }),
        metrics: draw.uniform([3], 0, 5),
        lossWeights: floatTensor([3], [SCALE, 0, 0]),
      };
    },
    forward(backend, tensors) {
      const { logits, targets, metrics } = tensors;
      backend.softmaxCrossEntropy({
        logits,
        targets,
        classWeights: tensors.classWeights ?? null,
        labelSmoothing: Math.fround(labelSmoothing),
        dLogits: dLogits === null ? null : tensors[dLogits],
        scale: Math.fround(SCALE),
        metrics,
      });
    },
    backward: null,
    outputs: dLogits === null ? ['metrics', 'logits'] : ['metrics', dLogits],
    terms: rows + width,
    differentiation:
      dLogits === null
        ? null
        : {
            loss: [{ output: 'metrics', from: 0, weights: 'lossWeights' }],
            gradients: [{ input: 'logits', from: 0, gradient: dLogits, accumulated: false }],
          },
  };
}

/** Logits whose exp overflows, equal largest logits, and a target of probability 0 in float32. */
const extremeCrossEntropyCase: OpCase = {
  name: 'cross-entropy of extreme logits',
  ops: ['softmaxCrossEntropy'],
  tensors: () => ({
    logits: floatTensor([4, 3], [1000, 900, -1000, 5, 5, 5, 5, 5, 5, -1000, 200, 0]),
    targets: integerTensor([1, 0, 2, 0]),
    dLogits: floatTensor(
      [4, 3],
      Array.from({ length: 12 }, () => NaN),
    ),
    metrics: floatTensor([3], [0, 0, 0]),
  }),
  forward(backend, { logits, targets, dLogits, metrics }) {
    backend.softmaxCrossEntropy({
      ...{ logits, targets, classWeights: null, labelSmoothing: 0, dLogits, scale: 1, metrics },
    });
  },
  backward: null,
  outputs: ['metrics', 'dLogits'],
  terms: 4,
  differentiation: null,
};

function squaredErrorCase(options: Omit<LossOptions, 'classWeights'>): OpCase {
  const { rows, width, gradient } = options;
  const name = `squared error ${rows}×${width}, gradient ${gradient}`;
  const dPrediction = gradient === 'none' ? null : gradient === 'own' ? 'dPrediction' : 'prediction';
  return {
    name,
    ops: ['meanSquaredError'],
    tensors() {
      const draw = caseValues(name);
      const target = draw.uniform([rows, width], -2, 2).values.map((value, n) => (n % 5 === 3 ? NaN : value));
      return {
        prediction: draw.uniform([rows, width], -2, 2),
        target: floatTensor([rows, width], target),
        ...(gradient === 'own' && { dPrediction: draw.uniform([rows, width]) }),
        metrics: draw.uniform([3], 0, 5),
        lossWeights: floatTensor([3], [SCALE, 0, 0]),
      };
    },
    forward(backend, tensors) {
      const { prediction, target, metrics } = tensors;
      const d = dPrediction === null ? null : tensors[dPrediction];
      backend.meanSquaredError({ prediction, target, dPrediction: d, scale: Math.fround(SCALE), metrics });
    },
    backward: null,
    outputs: dPrediction === null ? ['metrics', 'prediction'] : ['metrics', dPrediction],
    terms: rows * width,
    differentiation:
      dPrediction === null
        ? null
        : {
            loss: [{ output: 'metrics', from: 0, weights: 'lossWeights' }],
            gradients: [{ input: 'prediction', from: 0, gradient: dPrediction, accumulated: false }],
          },
  };
}

/** Enough targets for several blocks of any backend where `rows` is large. */
function forecastCase(
  loss: 'quantileLoss' | 'gaussianLoss',
  {
    rows,
    width,
    levels,
    gradient,
  }: { rows: number; width: number; levels: number[]; gradient: LossOptions['gradient'] },
): OpCase {
  const name = `${loss} ${rows}×${width}, levels ${levels.join(' ')}, gradient ${gradient}`;
  const dPrediction = gradient === 'none' ? null : gradient === 'own' ? 'dPrediction' : 'prediction';
  const outputs = width * (loss === 'gaussianLoss' ? 2 : levels.length);
  return {
    name,
    ops: [loss],
    tensors() {
      const draw = caseValues(name);
      const target = draw.uniform([rows, width], -2, 2).values.map((value, n) => (n % 5 === 3 ? NaN : value));
      return {
        prediction: draw.uniform([rows, outputs], -2, 2),
        target: floatTensor([rows, width], target),
        levels: floatTensor([levels.length], levels.map(Math.fround)),
        ...(gradient === 'own' && { dPrediction: draw.uniform([rows, outputs]) }),
        metrics: draw.uniform([3], 0, 5),
        lossWeights: floatTensor([3], [SCALE, 0, 0]),
      };
    },
    forward(backend, tensors) {
      const { prediction, target, levels: ofLevels, metrics } = tensors;
      const gradients = { dPrediction: dPrediction === null ? null : tensors[dPrediction], scale: Math.fround(SCALE) };
      if (loss === 'quantileLoss') {
        backend.quantileLoss({ prediction, target, levels: ofLevels, ...gradients, metrics });
      } else {
        backend.gaussianLoss({ prediction, target, floor: Math.fround(1e-3), ...gradients, metrics });
      }
    },
    backward: null,
    outputs: dPrediction === null ? ['metrics', 'prediction'] : ['metrics', dPrediction],
    terms: rows * outputs,
    differentiation:
      dPrediction === null
        ? null
        : {
            loss: [{ output: 'metrics', from: 0, weights: 'lossWeights' }],
            gradients: [{ input: 'prediction', from: 0, gradient: dPrediction, accumulated: false }],
          },
  };
}

const GRADIENTS = ['own', 'in place', 'none'] as const;

export const lossCases: OpCase[] = [
  ...GRADIENTS.flatMap((gradient) => [
    crossEntropyCase({ rows: 13, width: 7, gradient, classWeights: false }),
    crossEntropyCase({ rows: 17, width: 33, gradient, classWeights: true }),
    crossEntropyCase({ rows: 19, width: 9, gradient, classWeights: true, labelSmoothing: 0.1 }),
    squaredErrorCase({ rows: 13, width: 3, gradient }),
    forecastCase('quantileLoss', { rows: 13, width: 3, levels: [0.1, 0.5, 0.9], gradient }),
    forecastCase('gaussianLoss', { rows: 13, width: 3, levels: [0.5], gradient }),
  ]),
  crossEntropyCase({ rows: 1, width: 1, gradient: 'own', classWeights: false }),
  crossEntropyCase({ rows: 1, width: 65, gradient: 'own', classWeights: false }),
  extremeCrossEntropyCase,
  squaredErrorCase({ rows: 1, width: 1, gradient: 'own' }),
  forecastCase('quantileLoss', { rows: 1, width: 1, levels: [0.5], gradient: 'own' }),
  forecastCase('quantileLoss', { rows: 70, width: 9, levels: [0.05, 0.5], gradient: 'own' }),
  forecastCase('gaussianLoss', { rows: 70, width: 9, levels: [0.5], gradient: 'in place' }),
  everyday(crossEntropyCase({ rows: 2500, width: 65, gradient: 'own', classWeights: false }), elements(2 * 2500 * 65)),
  // The prediction, the target and the gradient.
  everyday(squaredErrorCase({ rows: 2500, width: 3, gradient: 'own' }), elements(3 * 2500 * 3)),
  everyday(
    forecastCase('quantileLoss', { rows: 70, width: 24, levels: [0.1, 0.5, 0.9], gradient: 'own' }),
    elements(7 * 70 * 24),
  ),
  everyday(
    forecastCase('gaussianLoss', { rows: 70, width: 24, levels: [0.5], gradient: 'own' }),
    elements(5 * 70 * 24),
  ),
];
