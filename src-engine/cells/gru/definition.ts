import { refuseBackward } from '../../layers/layer.ts';
import { planWindow } from '../../layers/window.ts';
import type { PassPlan } from '../../layers/layer.ts';
import type { Parameter } from '../../models/model.ts';
import type { CellDefinition } from '../cell-definition.ts';
import { biasParameter, kernelParameter, recurrentParameter, requireGradient } from '../usual-parameters.ts';
import { gruFacts } from './facts.ts';
import type { GruSpec } from './facts.ts';

export const definition: CellDefinition<GruSpec> = {
  parameters: (spec, inputSize) => [
    kernelParameter(gruFacts, spec, inputSize),
    recurrentParameter(gruFacts, spec),
    biasParameter(gruFacts, spec, { shape: [2, 3 * spec.units] }),
  ],

  // The recurrent product's part of the candidate, and the gradient of the whole product.
  workspaceSize: ({ units }) => 4 * units,

  planLoop({ plan, spec: { units, activation, recurrentActivation }, parameter, states: { h } }) {
    const { backend, steps, batch } = plan;
    const gates = plan.workspace('gates', [steps * batch, 3 * units]);
    const recurrentCandidate = plan.workspace('cell', [steps * batch, units]);
    const dRecurrentGates = plan.training ? plan.tensor([steps * batch, 3 * units]) : null;
    const recurrent = parameter('recurrent');
    const [bias, recurrentBias] = ([0, 1] as const).map((row) => biasRow(plan, units, parameter('bias'), row));
    const own = {
      activation,
      recurrentActivation,
      recurrent: recurrent.value,
      recurrentBias: recurrentBias.value,
      h,
      gates,
      recurrentCandidate,
    };
    return {
      gates,
      bias: { value: bias.value, gradient: () => bias.gradient?.tensor ?? null },
      forward(args) {
        recurrentBias.load();
        backend.loop('gru', 'forward', { ...args, ...own });
      },
      backward(args, { dOut, dStates, records }) {
        const { gradient } = recurrentBias;
        if (dRecurrentGates === null || gradient === null) return refuseBackward();
        gradient.load();
        backend.loop('gru', 'backward', {
          ...args,
          ...own,
          dOut,
          dHidden: dStates['h'],
          recordDHidden: records['h'] ?? null,
          dGates: gates,
          dRecurrentGates,
          dRecurrent: requireGradient(recurrent),
          dRecurrentBias: gradient.tensor,
        });
        gradient.store();
      },
    };
  },
};

/** Row 0 of the bias belongs to the input's product, row 1 to the recurrent product. */
function biasRow(plan: PassPlan, units: number, bias: Parameter, row: 0 | 1) {
  const window = (of: Parameter['value']) =>
    planWindow(plan.backend, of, { offset: row * 3 * units, shape: [3 * units], allocate: plan.tensor });
  const value = window(bias.value);
  const gradient = plan.training ? window(requireGradient(bias)) : null;
  return { value: value.tensor, load: value.load, gradient };
}
