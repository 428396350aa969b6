import type { CellDefinition } from '../cell-definition.ts';
import { biasParameter, kernelParameter } from '../usual-parameters.ts';
import { minGruFacts } from './facts.ts';
import type { MinGruSpec } from './facts.ts';

export const definition: CellDefinition<MinGruSpec> = {
  parameters: (spec, inputSize) => [kernelParameter(minGruFacts, spec, inputSize), biasParameter(minGruFacts, spec)],

  workspaceSize: () => 0,

  planLoop({ plan, spec: { units }, parameter, states: { h } }) {
    const { backend, steps, batch } = plan;
    const gates = plan.workspace('gates', [steps * batch, 2 * units]);
    return {
      gates,
      bias: parameter('bias'),
      forward({ lengths, resets, reverse, override }) {
        backend.loop('min_gru', 'forward', { lengths, resets, reverse, override, h, gates });
      },
      backward({ lengths, resets, reverse }, { dOut, dStates, records }) {
        backend.loop('min_gru', 'backward', {
          ...{ lengths, resets, reverse, h, gates, dOut },
          dHidden: dStates['h'],
          recordDHidden: records['h'] ?? null,
          dGates: gates,
        });
      },
    };
  },
};
