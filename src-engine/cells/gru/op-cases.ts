import { caseValues, floatTensor } from '../../backends/op-cases/case-values.ts';
import { everyday, withoutDifferences } from '../../backends/op-cases/op-case.ts';
import type { OpCase } from '../../backends/op-cases/op-case.ts';
import {
  blockedLoop,
  everydayLoop,
  joinGates,
  loopArguments,
  loopBackwardArguments,
  loopDifferentiation,
  loopName,
  loopOptions,
  loopTensors,
  loopValues,
  recurrentWork,
} from '../../backends/op-cases/time-loop-cases.ts';
import type { LoopOptions } from '../../backends/op-cases/time-loop-cases.ts';

function gruCase(options: LoopOptions): OpCase {
  const name = loopName('gru', options, [options.activation, options.recurrentActivation]);
  const { steps, batch, units, padded, resets, recorded, inPlace, recurrentActivation } = options;
  const skipsSteps = padded || resets;
  const { loss, gradients } = loopDifferentiation(options);
  const dGates = inPlace ? 'gates' : 'dGates';
  return {
    name,
    ops: ['loop'],
    tensors() {
      const values = loopValues(name, options, true);
      const { draw } = values;
      const gates = joinGates(options, [values.gate(), values.gate(), values.candidate()]);
      return {
        ...loopTensors(options, values, 3),
        gates,
        recurrentBias: draw.uniform([3 * units], -0.1, 0.1),
        recurrentCandidate: draw.uniform([steps, batch, units]),
        dRecurrentGates: draw.uniform(gates.shape),
        dRecurrentBias: draw.uniform([3 * units]),
        ...(!inPlace && { dGates: draw.uniform(gates.shape) }),
      };
    },
    forward(backend, tensors) {
      const { gates, recurrentBias, recurrentCandidate } = tensors;
      const loop = loopArguments(options, tensors);
      backend.loop('gru', 'forward', {
        ...loop,
        recurrentActivation,
        recurrentBias,
        gates,
        recurrentCandidate,
        override: null,
      });
    },
    backward(backend, tensors) {
      const { gates, recurrentBias, recurrentCandidate, dRecurrentGates, dRecurrentBias } = tensors;
      backend.loop('gru', 'backward', {
        ...loopArguments(options, tensors),
        ...loopBackwardArguments(tensors),
        recurrentActivation,
        recurrentBias,
        gates,
        recurrentCandidate,
        dGates: tensors[dGates],
        dRecurrentGates,
        dRecurrentBias,
      });
    },
    outputs: ['h', dGates, 'dRecurrentGates', 'dHidden', 'dRecurrent', 'dRecurrentBias'].concat(
      skipsSteps ? [] : ['recurrentCandidate'],
      skipsSteps || inPlace ? [] : ['gates'],
      recorded ? ['recordDHidden'] : [],
    ),
    terms: steps * 3 * units,
    differentiation: {
      loss,
      gradients: [
        ...gradients,
        { input: 'gates', from: 0, gradient: dGates, accumulated: false },
        { input: 'recurrentBias', from: 0, gradient: 'dRecurrentBias', accumulated: true },
      ],
    },
  };
}

/** Counterfactuals: some units of each of z r h̃ h are held at a value. */
function gruOverrideCase(options: LoopOptions): OpCase {
  const plain = gruCase(options);
  const name = `${plain.name}, override`;
  return {
    ...plain,
    name,
    ops: ['loop'],
    tensors() {
      const draw = caseValues(name);
      const values = draw.uniform([4, options.units]).values.map((value) => (draw.below(3) === 0 ? value : NaN));
      return { ...plain.tensors(), override: floatTensor([4, options.units], values) };
    },
    forward(backend, tensors) {
      const { gates, recurrentBias, recurrentCandidate, override } = tensors;
      const { recurrentActivation } = options;
      const loop = loopArguments(options, tensors);
      backend.loop('gru', 'forward', {
        ...loop,
        recurrentActivation,
        recurrentBias,
        gates,
        recurrentCandidate,
        override,
      });
    },
    backward: null,
    outputs: options.padded || options.resets ? ['h'] : ['h', 'gates', 'recurrentCandidate'],
    differentiation: null,
  };
}

const options = loopOptions(['sigmoid', 'hard_sigmoid']);

export const opCases: OpCase[] = [
  ...options.map(gruCase),
  ...options.filter((_, index) => index % 5 === 0).map(gruOverrideCase),
  withoutDifferences(gruCase(blockedLoop(260))),
  ...[everydayLoop(), everydayLoop({ activation: 'relu' })].map((loop) =>
    everyday(gruCase(loop), recurrentWork(loop, 3)),
  ),
];
