import type { UpdateRule } from '../backend.ts';
import { caseValues, floatTensor, integerTensor } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { OpCase } from './op-case.ts';

/** The number of slots that each rule keeps. */
const SLOTS = { sgd: 0, momentum: 1, rmsprop: 1, adagrad: 1, adam: 2 } as const;

function updateCase(
  description: string,
  rule: UpdateRule,
  size: { rows: number; width: number; sparse: boolean },
): OpCase {
  const { rows, width, sparse } = size;
  const name = `${description} on ${rows}×${width}${sparse ? ', some rows' : ''}`;
  const slots = ['slot0', 'slot1'].slice(0, SLOTS[rule.type]);
  return {
    name,
    ops: ['optimizerUpdate'],
    tensors() {
      const draw = caseValues(name);
      const touched = Array.from({ length: rows }, (_, row) => row).filter((row) => row % 3 !== 1);
      return {
        parameter: draw.uniform([rows, width]),
        gradient: draw.uniform([sparse ? touched.length : rows, width]),
        // Second moments and sums of squares are not negative.
        ...Object.fromEntries(slots.map((slot) => [slot, draw.uniform([rows, width], 0, 1)])),
        ...(sparse && { rows: integerTensor(touched.reverse()) }),
      };
    },
    forward(backend, tensors) {
      const { parameter, gradient } = tensors;
      const rowsTensor = tensors.rows ?? null;
      backend.optimizerUpdate({
        rule,
        parameter,
        gradient,
        slots: slots.map((slot) => tensors[slot]),
        rows: rowsTensor,
      });
    },
    backward: null,
    outputs: ['parameter', ...slots],
    terms: 1,
    differentiation: null,
  };
}

const adam = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

const RULES: [string, UpdateRule][] = [
  ['sgd', { type: 'sgd', learningRate: 0.1 }],
  ['momentum', { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false }],
  ['nesterov', { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true }],
  ['rmsprop', { type: 'rmsprop', learningRate: 0.01, decay: 0.95, epsilon: 1e-8 }],
  ['adagrad', { type: 'adagrad', learningRate: 0.1, epsilon: 1e-10 }],
  ['adam at step 1', { ...adam, step: 1 }],
  ['adam at step 1000', { ...adam, step: 1000 }],
  ['adamw at step 7', { ...adam, weightDecay: 0.1, step: 7 }],
];

/** Tensors of sizes that are no multiples of a vector's width, or of `size`, and what clips them. */
function clippingCase(
  description: string,
  op: 'clipByNorm' | 'clipByValue',
  max: number,
  norm: number,
  size = 99,
): OpCase {
  const name = `${description} at ${max}${size === 99 ? '' : `, ${size}`}`;
  return {
    name,
    ops: [op],
    tensors() {
      const draw = caseValues(name);
      return {
        a: draw.uniform([5, 7]),
        b: draw.uniform([1]),
        c: draw.uniform([3, size / 3]),
        norm: floatTensor([1], [norm]),
      };
    },
    forward(backend, { a, b, c, norm: normTensor }) {
      if (op === 'clipByNorm') backend.clipByNorm({ gradients: [a, b, c], norm: normTensor, max });
      else backend.clipByValue({ gradients: [a, b, c], max });
    },
    backward: null,
    outputs: ['a', 'b', 'c'],
    terms: 1,
    differentiation: null,
  };
}

function normCase(sizes: readonly number[], scale: number): OpCase {
  const name = `global norm of ${sizes.join(' + ')} elements of ${scale}`;
  const names = sizes.map((_, index) => `x${index}`);
  return {
    name,
    ops: ['globalNorm'],
    tensors() {
      const draw = caseValues(name);
      const tensors = names.map((x, index) => [x, draw.uniform([sizes[index]], -scale, scale)]);
      return { ...Object.fromEntries(tensors), out: draw.uniform([1]) };
    },
    forward(backend, tensors) {
      backend.globalNorm({ tensors: names.map((x) => tensors[x]), out: tensors.out });
    },
    backward: null,
    outputs: ['out'],
    // Accumulated in float64, whatever the elements are.
    terms: 1,
    differentiation: null,
  };
}

function dotProductCase(sizes: readonly number[]): OpCase {
  const name = `dot product of ${sizes.join(' + ')} elements`;
  const pairs = sizes.map((size, index) => ({ size, a: `a${index}`, b: `b${index}` }));
  return {
    name,
    ops: ['dotProduct'],
    tensors() {
      const draw = caseValues(name);
      const tensors = pairs.flatMap(({ size, a, b }) => [
        [a, draw.uniform([size])] as const,
        [b, draw.uniform([size])] as const,
      ]);
      return { ...Object.fromEntries(tensors), out: draw.uniform([1]) };
    },
    forward(backend, tensors) {
      const side = (of: 'a' | 'b') => pairs.map((pair) => tensors[pair[of]]);
      backend.dotProduct({ a: side('a'), b: side('b'), out: tensors.out });
    },
    backward: null,
    outputs: ['out'],
    terms: 1,
    differentiation: null,
  };
}

export const optimizerCases: OpCase[] = [
  ...RULES.flatMap(([description, rule]) => [
    updateCase(description, rule, { rows: 1, width: 1, sparse: false }),
    updateCase(description, rule, { rows: 7, width: 17, sparse: false }),
    updateCase(description, rule, { rows: 13, width: 5, sparse: true }),
  ]),
  // The gradient; the parameter and its slots, which are read and written.
  ...RULES.map(([description, rule]) =>
    everyday(
      updateCase(description, rule, { rows: 512, width: 512, sparse: false }),
      elements((3 + 2 * SLOTS[rule.type]) * 512 * 512),
    ),
  ),
  everyday(normCase([512 * 512], 1), elements(512 * 512)),
  everyday(dotProductCase([512 * 512]), elements(2 * 512 * 512)),
  normCase([1], 1),
  normCase([33, 1, 5000, 7], 1),
  normCase([33, 17], 1e-25),
  normCase([33, 17], 1e25),
  dotProductCase([1]),
  dotProductCase([33, 1, 5000, 7]),
  dotProductCase([20_003]),
  clippingCase('clip by norm above', 'clipByNorm', 0.5, 3),
  clippingCase('clip by norm below', 'clipByNorm', 5, 3),
  clippingCase('clip by norm equal', 'clipByNorm', 3, 3),
  clippingCase('clip by value', 'clipByValue', 0.25, 0),
  // Little is clipped, so that nothing is left of gradients only after a great many calls.
  everyday(clippingCase('clip by norm', 'clipByNorm', 2.9999, 3, 3 * 2 ** 17), elements(2 * 3 * 2 ** 17)),
  everyday(clippingCase('clip by value', 'clipByValue', 0.25, 0, 3 * 2 ** 17), elements(2 * 3 * 2 ** 17)),
];
