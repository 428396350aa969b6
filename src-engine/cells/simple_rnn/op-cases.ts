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

function rnnCase(options: LoopOptions): OpCase {
  const name = loopName('rnn', options, [options.activation]);
  const { loss, gradients } = loopDifferentiation(options);
  const dZ = options.inPlace ? 'z' : 'dZ';
  return {
    name,
    ops: ['loop'],
    tensors() {
      const values = loopValues(name, options, false);
      const z = joinGates(options, [values.candidate()]);
      return {
        ...loopTensors(options, values, 1),
        z,
        ...(!options.inPlace && { dZ: values.draw.uniform(z.shape) }),
      };
    },
    forward(backend, tensors) {
      backend.loop('simple_rnn', 'forward', { ...loopArguments(options, tensors), z: tensors.z, override: null });
    },
    backward(backend, tensors) {
      backend.loop('simple_rnn', 'backward', {
        ...loopArguments(options, tensors),
        ...loopBackwardArguments(tensors),
        dZ: tensors[dZ],
      });
    },
    outputs: ['h', 'z', ...(options.inPlace ? [] : ['dZ']), 'dHidden', 'dRecurrent'].concat(
      options.recorded ? ['recordDHidden'] : [],
    ),
    terms: options.steps * options.units,
    differentiation: {
      loss,
      gradients: [...gradients, { input: 'z', from: 0, gradient: dZ, accumulated: false }],
    },
  };
}

/** Counterfactuals: some units of h are held at a value. */
function rnnOverrideCase(options: LoopOptions): OpCase {
  const plain = rnnCase(options);
  const name = `${plain.name}, override`;
  return {
    ...plain,
    name,
    ops: ['loop'],
    tensors() {
      const draw = caseValues(name);
      const values = draw.uniform([1, options.units]).values.map((value) => (draw.below(3) === 0 ? value : NaN));
      return { ...plain.tensors(), override: floatTensor([1, options.units], values) };
    },
    forward(backend, tensors) {
      backend.loop('simple_rnn', 'forward', {
        ...loopArguments(options, tensors),
        z: tensors.z,
        override: tensors.override,
      });
    },
    backward: null,
    outputs: ['h', 'z'],
    differentiation: null,
  };
}

const options = loopOptions(['sigmoid']);

export const opCases: OpCase[] = [
  ...options.map(rnnCase),
  ...options.filter((_, index) => index % 5 === 0).map(rnnOverrideCase),
  withoutDifferences(rnnCase(blockedLoop(516))),
  everyday(rnnCase(everydayLoop()), recurrentWork(everydayLoop(), 1)),
];
