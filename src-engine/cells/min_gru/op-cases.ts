import { caseValues, floatTensor } from '../../backends/op-cases/case-values.ts';
import { elements, everyday } from '../../backends/op-cases/op-case.ts';
import type { OpCase } from '../../backends/op-cases/op-case.ts';
import {
  everydayLoop,
  joinGates,
  loopName,
  loopOptions,
  loopValues,
  stepArguments,
  stepBackwardArguments,
  stepDifferentiation,
  stepTensors,
} from '../../backends/op-cases/time-loop-cases.ts';
import type { LoopOptions } from '../../backends/op-cases/time-loop-cases.ts';

function minGruCase(options: LoopOptions): OpCase {
  const name = loopName('min_gru', options, []);
  const { padded, resets, recorded, inPlace } = options;
  const { loss, gradients } = stepDifferentiation(options);
  const dGates = inPlace ? 'gates' : 'dGates';
  return {
    name,
    ops: ['loop'],
    tensors() {
      // g has a kink at 0, as a relu has.
      const values = loopValues(name, { ...options, activation: 'relu' }, false);
      const gates = joinGates(options, [values.gate(), values.candidate()]);
      return {
        ...stepTensors(options, values.draw),
        gates,
        ...(!inPlace && { dGates: values.draw.uniform(gates.shape) }),
      };
    },
    forward(backend, tensors) {
      const loop = stepArguments(options, tensors);
      backend.loop('min_gru', 'forward', { ...loop, gates: tensors.gates, override: null });
    },
    backward(backend, tensors) {
      backend.loop('min_gru', 'backward', {
        ...stepArguments(options, tensors),
        ...stepBackwardArguments(tensors),
        gates: tensors.gates,
        dGates: tensors[dGates],
      });
    },
    outputs: ['h', dGates, 'dHidden'].concat(
      padded || resets || inPlace ? [] : ['gates'],
      recorded ? ['recordDHidden'] : [],
    ),
    terms: options.steps,
    differentiation: {
      loss,
      gradients: [...gradients, { input: 'gates', from: 0, gradient: dGates, accumulated: false }],
    },
  };
}

/** Returns a case of counterfactuals, where some units of each of z h̃ h are held at a value. */
function minGruOverrideCase(options: LoopOptions): OpCase {
  const plain = minGruCase(options);
  const name = `${plain.name}, override`;
  return {
    ...plain,
    name,
    tensors() {
      const draw = caseValues(name);
      const values = draw.uniform([3, options.units]).values.map((value) => (draw.below(3) === 0 ? value : NaN));
      return { ...plain.tensors(), override: floatTensor([3, options.units], values) };
    },
    forward(backend, tensors) {
      const { gates, override } = tensors;
      backend.loop('min_gru', 'forward', { ...stepArguments(options, tensors), gates, override });
    },
    backward: null,
    outputs: options.padded || options.resets ? ['h'] : ['h', 'gates'],
    differentiation: null,
  };
}

/** The options that make a difference: it has no recurrent product and no activation to choose. */
const options = loopOptions(['sigmoid']).filter(
  ({ recurrentMask, steps, batch }) => !recurrentMask || steps * batch > 25,
);

export const opCases: OpCase[] = [
  ...options.map((each) => minGruCase({ ...each, recurrentMask: false })),
  ...options.filter((_, index) => index % 3 === 0).map((each) => minGruOverrideCase({ ...each, recurrentMask: false })),
  // Forward the gates are read and written, and h; backward they are, and h and dOut are read.
  everyday(minGruCase(everydayLoop()), elements((4 + 1) * 2500 * 128, (4 + 2) * 2500 * 128)),
];
