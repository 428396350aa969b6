import type { Tensor } from '../backend.ts';
import { caseValues } from './case-values.ts';
import type { CaseValues } from './case-values.ts';
import { products } from './op-case.ts';
import type { CaseTensor, Differentiation, Work } from './op-case.ts';

/** The options of a time loop's forward and backward pass. */
export interface LoopOptions {
  steps: number;
  batch: number;
  units: number;
  activation: 'tanh' | 'softsign' | 'relu';
  recurrentActivation: 'sigmoid' | 'hard_sigmoid';
  reverse: boolean;
  /** Sequences of several lengths, 0 among them. */
  padded: boolean;
  /** Steps between documents, the first and the last step of a sequence among them. */
  resets: boolean;
  recurrentMask: boolean;
  /** True when gradients come in at every step (dOut), false when only at the final state. */
  upstream: boolean;
  /** True when ∂L/∂h_t and ∂L/∂c_t are recorded. */
  recorded: boolean;
  /** True when the gates' gradients replace the gates in memory. */
  inPlace: boolean;
}

/** (T, B, H): ones, odd ones, and more than a vector's width. */
const SIZES = [
  [3, 5, 7],
  [1, 1, 1],
  [2, 3, 17],
  [4, 1, 5],
  [5, 7, 3],
  [2, 2, 33],
  [3, 13, 1],
] as const;

/**
 * Every activation × recurrent activation × reverse × padded × mask. Sizes and the options that only switch a path on or off
 * alternate with periods that share no factor with those, so that each meets each.
 */
export function loopOptions(recurrentActivations: readonly LoopOptions['recurrentActivation'][]): LoopOptions[] {
  const all: LoopOptions[] = [];
  const booleans = [false, true];
  for (const activation of ['tanh', 'softsign', 'relu'] as const) {
    for (const recurrentActivation of recurrentActivations) {
      for (const reverse of booleans) {
        for (const padded of booleans) {
          for (const recurrentMask of booleans) {
            const index = all.length;
            const [steps, batch, units] = SIZES[index % SIZES.length];
            const chosen = { activation, recurrentActivation, reverse, padded, recurrentMask, steps, batch, units };
            const switches = { upstream: index % 5 !== 4, recorded: index % 11 < 5, inPlace: index % 13 < 6 };
            all.push({ ...chosen, ...switches, resets: index % 3 === 1 });
          }
        }
      }
    }
  }
  const plain = { activation: 'tanh', recurrentActivation: 'sigmoid', padded: true, recurrentMask: true } as const;
  const everyPath = { upstream: true, recorded: true, inPlace: true };
  return [
    ...all,
    { ...plain, ...everyPath, reverse: false, resets: false, steps: 4, batch: 8, units: 16 },
    { ...plain, ...everyPath, reverse: true, resets: false, steps: 3, batch: 19, units: 68 },
    { ...plain, ...everyPath, reverse: false, resets: true, steps: 6, batch: 8, units: 16 },
  ];
}

/**
 * A loop of `units` beyond the blocks of fast products, see the sizes of linear cases: the depth of the recurrent product is `units` forward
 * and gates × `units` backward.
 */
export function blockedLoop(units: number): LoopOptions {
  return {
    ...{ activation: 'tanh', recurrentActivation: 'sigmoid', steps: 2, batch: 6, units },
    ...{
      reverse: false,
      padded: false,
      resets: false,
      recurrentMask: false,
      upstream: true,
      recorded: false,
      inPlace: true,
    },
  };
}

/** A loop of the size that trainings have. */
export function everydayLoop(activations: Partial<Pick<LoopOptions, 'activation' | 'recurrentActivation'>> = {}) {
  return { ...blockedLoop(128), steps: 50, batch: 50, ...activations };
}

/** The recurrent product of a loop, forward and backward to the states and to the kernel, whose heads see `depth` states each. */
export function recurrentWork({ steps, batch, units }: LoopOptions, gates: number, depth: number = units): Work {
  const forward = steps * batch * depth * gates * units;
  return products(forward, 2 * forward);
}

/** `activations` are those that the cell lets a person choose. */
export function loopName(cell: string, options: LoopOptions, activations: readonly string[]): string {
  const { steps, batch, units } = options;
  const switches = (
    ['reverse', 'padded', 'resets', 'recurrentMask', 'upstream', 'recorded', 'inPlace'] as const
  ).filter((key) => options[key]);
  const sizes = `${steps}×${batch}×${units}`;
  return [[cell, sizes, activations.join('/')].filter((part) => part !== '').join(' '), ...switches].join(', ');
}

/**
 * Draws pre-activations and recurrent kernels. Where an activation has a kink, every pre-activation keeps a distance of at least 0.1
 * from it: inputs are large, and what the recurrent product adds is at most 0.4 (a bias of its own 0.1 more).
 */
export interface LoopValues {
  draw: CaseValues;
  /** (T, B, H): what a gate's activation is applied to, before the recurrent part. */
  gate(): number[];
  /** (T, B, H): the same for the candidate; given signs (B, H), it keeps them at all steps. */
  candidate(signs?: readonly number[]): number[];
  /** (H, gates·H). */
  recurrent(gates: number): CaseTensor;
}

export function loopValues(name: string, options: LoopOptions, gated: boolean): LoopValues {
  const { steps, batch, units, activation } = options;
  const draw = caseValues(name);
  const shape = [steps, batch, units];
  const hardGates = gated && options.recurrentActivation === 'hard_sigmoid';
  const smooth = activation === 'tanh' && !hardGates;
  // |h| < 1 for bounded activations; a relu cell grows by less than 1.7 a step. The mask doubles it.
  const largestState = (activation === 'relu' ? 1 + 1.7 * steps : 1) * (options.recurrentMask ? 2 : 1);
  const limit = smooth ? 1.5 / Math.sqrt(units) : 0.4 / (units * largestState);

  function hardGate(): number[] {
    const linear = draw.uniform(shape, -1.8, 1.8).values;
    const saturated = draw.awayFromZero(shape, 3.1, 3.8).values;
    return linear.map((value, n) => (draw.below(4) === 0 ? saturated[n] : value));
  }

  return {
    draw,
    gate: () => (hardGates ? hardGate() : [...draw.uniform(shape, -1.5, 1.5).values]),
    candidate(signs) {
      if (smooth) return [...draw.uniform(shape, -1.5, 1.5).values];
      const values = draw.awayFromZero(shape, 0.6, 1.2).values;
      return values.map((value, n) => (signs === undefined ? value : Math.abs(value) * signs[n % signs.length]));
    },
    recurrent: (gates) => draw.uniform([units, gates * units], -limit, limit),
  };
}

/** Interleaves (T, B, H) columns to the (T, B, G·H) of a gate tensor. */
export function joinGates(options: LoopOptions, gates: readonly (readonly number[])[]): CaseTensor {
  const { steps, batch, units } = options;
  const values: number[] = [];
  for (let row = 0; row < steps * batch; row++) {
    for (const gate of gates) values.push(...gate.slice(row * units, (row + 1) * units));
  }
  return { shape: [steps, batch, gates.length * units], type: 'float', values };
}

/** The tensors that every time loop takes, forward and backward. */
export function stepTensors(options: LoopOptions, draw: CaseValues): Record<string, CaseTensor> {
  const { steps, batch, units } = options;
  const lengths = Array.from({ length: batch }, (_, b) => (steps * (b + 1)) % (steps + 1)); // T, T−1, …, 0, T, …
  const resets = Array.from({ length: steps * batch }, (_, n) => Number(n % 3 === 0));
  return {
    ...(options.resets && { resets: { shape: [steps, batch], type: 'int32', values: resets } }),
    ...(options.padded && { lengths: { shape: [batch], type: 'int32', values: lengths } }),
    h: draw.uniform([steps + 1, batch, units]),
    ...(options.upstream && { dOut: draw.uniform([steps, batch, units]) }),
    dHidden: draw.uniform([batch, units]),
    ...(options.recorded && { recordDHidden: draw.uniform([steps, batch, units]) }),
  };
}

/** Returns the tensors of `stepTensors` and those of a whole recurrent kernel. */
export function loopTensors(options: LoopOptions, values: LoopValues, gates: number): Record<string, CaseTensor> {
  const { batch, units } = options;
  const { draw } = values;
  return {
    recurrent: values.recurrent(gates),
    ...(options.recurrentMask && { recurrentMask: draw.dropout([batch, units]) }),
    ...stepTensors(options, draw),
    dRecurrent: draw.uniform([units, gates * units]),
  };
}

/** The arguments that every time loop takes, forward and backward. */
export function stepArguments(options: LoopOptions, tensors: Record<string, Tensor>) {
  return {
    lengths: tensors.lengths ?? null,
    resets: tensors.resets ?? null,
    reverse: options.reverse,
    h: tensors.h,
  };
}

/** Returns the arguments of `stepArguments` and those of a whole recurrent kernel. */
export function loopArguments(options: LoopOptions, tensors: Record<string, Tensor>) {
  return {
    ...stepArguments(options, tensors),
    recurrent: tensors.recurrent,
    recurrentMask: tensors.recurrentMask ?? null,
    activation: options.activation,
  };
}

export function stepBackwardArguments(tensors: Record<string, Tensor>) {
  return { dOut: tensors.dOut ?? null, dHidden: tensors.dHidden, recordDHidden: tensors.recordDHidden ?? null };
}

export function loopBackwardArguments(tensors: Record<string, Tensor>) {
  return { ...stepBackwardArguments(tensors), dRecurrent: tensors.dRecurrent };
}

interface LoopDifferentiation {
  loss: Differentiation['loss'][number][];
  gradients: Differentiation['gradients'][number][];
}

/** Returns the loss on h, and the gradient of the initial state. */
export function stepDifferentiation(options: LoopOptions): LoopDifferentiation {
  const { first, initial, final } = stateOffsets(options);
  return {
    loss: [
      ...(options.upstream ? [{ output: 'h', from: first, weights: 'dOut' }] : []),
      { output: 'h', from: final, weights: 'dHidden' },
    ],
    gradients: [{ input: 'h', from: initial, gradient: 'dHidden', accumulated: false }],
  };
}

/** Returns the same as `stepDifferentiation`, with the gradient of a whole recurrent kernel. */
export function loopDifferentiation(options: LoopOptions): LoopDifferentiation {
  const { loss, gradients } = stepDifferentiation(options);
  const recurrent = { input: 'recurrent', from: 0, gradient: 'dRecurrent', accumulated: true };
  return { loss, gradients: [...gradients, recurrent] };
}

/** Returns the offsets in a (T+1, B, H) tensor of the states h_0 … h_{T−1}, of the initial and of the final state. */
export function stateOffsets({ reverse, steps, batch, units }: LoopOptions): {
  first: number;
  initial: number;
  final: number;
} {
  const block = batch * units;
  return reverse ? { first: 0, initial: steps * block, final: 0 } : { first: block, initial: 0, final: steps * block };
}
