import type { CellDefinition } from '../cell-definition.ts';
import { biasParameter, kernelParameter, recurrentParameter, requireGradient } from '../usual-parameters.ts';
import { lstmFacts } from './facts.ts';
import type { LstmSpec } from './facts.ts';

/** The cell state c is the additive memory that carries gradients. */
export const definition: CellDefinition<LstmSpec> = {
  parameters: (spec, inputSize) => [
    kernelParameter(lstmFacts, spec, inputSize),
    recurrentParameter(lstmFacts, spec),
    biasParameter(lstmFacts, spec, { values: () => initialBias(spec) }),
  ],

  // φ(c).
  workspaceSize: ({ units }) => units,

  planLoop({ plan, spec: { units, activation, recurrentActivation }, parameter, states: { h, c } }) {
    const { backend, steps, batch } = plan;
    const gates = plan.workspace('gates', [steps * batch, 4 * units]);
    const cellActivation = plan.workspace('cell', [steps * batch, units]);
    const recurrent = parameter('recurrent');
    const own = { activation, recurrentActivation, recurrent: recurrent.value, h, c, gates, cellActivation };
    return {
      gates,
      bias: parameter('bias'),
      forward(args) {
        backend.loop('lstm', 'forward', { ...args, ...own });
      },
      backward(args, { dOut, dStates, records }) {
        backend.loop('lstm', 'backward', {
          ...args,
          ...own,
          dOut,
          dHidden: dStates['h'],
          dCell: dStates['c'],
          recordDHidden: records['h'] ?? null,
          recordDCell: records['c'] ?? null,
          dGates: gates,
          dRecurrent: requireGradient(recurrent),
        });
      },
    };
  },
};

/** Returns zeros, but the forget bias in the forget gate's quarter; the order is i f c̃ o (Jozefowicz et al. 2015). */
function initialBias({ units, forgetBias }: LstmSpec): Float64Array {
  return new Float64Array(4 * units).fill(forgetBias, units, 2 * units);
}
