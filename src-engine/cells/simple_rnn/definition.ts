import type { CellDefinition } from '../cell-definition.ts';
import { biasParameter, kernelParameter, recurrentParameter, requireGradient } from '../usual-parameters.ts';
import { simpleRnnFacts } from './facts.ts';
import type { SimpleRnnSpec } from './facts.ts';

export const definition: CellDefinition<SimpleRnnSpec> = {
  parameters: (spec, inputSize) => [
    kernelParameter(simpleRnnFacts, spec, inputSize),
    recurrentParameter(simpleRnnFacts, spec),
    biasParameter(simpleRnnFacts, spec),
  ],

  workspaceSize: () => 0,

  planLoop({ plan, spec: { units, activation }, parameter, states: { h } }) {
    const { backend, steps, batch } = plan;
    const z = plan.workspace('gates', [steps * batch, units]);
    const recurrent = parameter('recurrent');
    const own = { activation, recurrent: recurrent.value, h };
    return {
      gates: z,
      bias: parameter('bias'),
      forward(args) {
        backend.loop('simple_rnn', 'forward', { ...args, ...own, z });
      },
      backward(args, { dOut, dStates, records }) {
        backend.loop('simple_rnn', 'backward', {
          ...args,
          ...own,
          dOut,
          dHidden: dStates['h'],
          recordDHidden: records['h'] ?? null,
          dZ: z,
          dRecurrent: requireGradient(recurrent),
        });
      },
    };
  },
};
