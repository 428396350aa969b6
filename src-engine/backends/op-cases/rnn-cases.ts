import type { OpCase } from './op-case.ts';
import {
  joinGates,
  loopArguments,
  loopBackwardArguments,
  loopDifferentiation,
  loopName,
  loopOptions,
  loopTensors,
  loopValues,
} from './time-loop-cases.ts';
import type { LoopOptions } from './time-loop-cases.ts';

function rnnCase(options: LoopOptions): OpCase {
  const name = loopName('rnn', options);
  const { loss, gradients } = loopDifferentiation(options);
  const dZ = options.inPlace ? 'z' : 'dZ';
  return {
    name,
    ops: ['rnnForward', 'rnnBackward'],
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
      backend.rnnForward({ ...loopArguments(options, tensors), z: tensors.z });
    },
    backward(backend, tensors) {
      backend.rnnBackward({ ...loopArguments(options, tensors), ...loopBackwardArguments(tensors), dZ: tensors[dZ] });
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

export const rnnCases: OpCase[] = loopOptions(['sigmoid']).map(rnnCase);
