import type { CellDefinition, CellParameter } from '../cell-definition.ts';
import { biasParameter, kernelParameter, requireGradient } from '../usual-parameters.ts';
import { slstmFacts } from './facts.ts';
import type { SlstmSpec } from './facts.ts';

export const definition: CellDefinition<SlstmSpec> = {
  parameters: (spec, inputSize) => [
    kernelParameter(slstmFacts, spec, inputSize),
    recurrentParameter(spec),
    biasParameter(slstmFacts, spec, { values: () => initialBias(spec) }),
  ],

  // σ(−f̃).
  workspaceSize: ({ units }) => units,

  planLoop({ plan, spec: { units }, parameter, states: { h, c, n, m } }) {
    const { backend, steps, batch } = plan;
    const gates = plan.workspace('gates', [steps * batch, 4 * units]);
    const forgetSlope = plan.workspace('cell', [steps * batch, units]);
    const [recurrent, bias] = [parameter('recurrent'), parameter('bias')];
    const own = { recurrent: recurrent.value, h, c, n, m, gates, forgetSlope };
    return {
      gates,
      // The loop computes the bias's gradient.
      bias: { value: bias.value, gradient: () => null },
      forward({ lengths, resets, reverse, override }) {
        backend.loop('slstm', 'forward', { lengths, resets, reverse, override, ...own });
      },
      backward({ lengths, resets, reverse }, { dOut, dStates, records }) {
        backend.loop('slstm', 'backward', {
          ...{ lengths, resets, reverse, ...own, dOut },
          dHidden: dStates['h'],
          dCell: dStates['c'],
          dNormaliser: dStates['n'],
          recordDHidden: records['h'] ?? null,
          recordDCell: records['c'] ?? null,
          recordDNormaliser: records['n'] ?? null,
          dGates: gates,
          dRecurrent: requireGradient(recurrent),
          dBias: requireGradient(bias),
        });
      },
    };
  },
};

/** R (heads, D, 4D) begins at 0. */
function recurrentParameter({ units, heads }: SlstmSpec): CellParameter {
  const size = units / heads;
  return {
    name: 'recurrent',
    shape: [heads, size, 4 * size],
    role: 'recurrent',
    initializer: 'zeros',
    gates: 4,
    values: () => new Float64Array(4 * units * size),
  };
}

/**
 * Returns zeros, but in the forget gate's quarter 5 − 12·(d/(D − 1))^0.3 for unit d of each head, so that there are
 * memories of every length. The order is i f z o.
 */
function initialBias({ units, heads }: SlstmSpec): Float64Array {
  const size = units / heads;
  const bias = new Float64Array(4 * units);
  for (let unit = 0; unit < units; unit++) bias[units + unit] = 5 - 12 * ((unit % size) / Math.max(1, size - 1)) ** 0.3;
  return bias;
}
