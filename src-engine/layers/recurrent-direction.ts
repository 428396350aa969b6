import type { Tensor } from '../backends/backend.ts';
import type { LoopHooks, Parameter } from '../models/model.ts';
import { dropoutKey } from '../random/philox-key.ts';
import type { GruSpec } from '../cells/gru/facts.ts';
import type { RecurrentLayerSpec } from '../spec/model-spec.ts';
import { planGruLoop } from './gru-loop.ts';
import type { CarriedState, PassPlan, RandomStep, Signal } from './layer.ts';
import { planLinear } from './linear.ts';
import { planLstmLoop } from './lstm-loop.ts';
import { planSimpleRnnLoop } from './simple-rnn-loop.ts';
import { planStateBlocks } from './state-blocks.ts';
import type { LoopArguments, TimeLoop } from './time-loop.ts';

/** K (I, G·H), R (H, G·H), b (G·H), or (2, 3H) in a GRU. */
export interface RecurrentParameters {
  kernel: Parameter;
  recurrent: Parameter;
  bias: Parameter;
}

export interface DirectionOptions {
  reverse: boolean;
  /** Names the loop, and the masks of recurrent dropout. */
  site: string;
}

/** A recurrent cell over all steps in one direction: the input's product for all steps at once, then the time loop. */
export interface Direction {
  /** (T·B, H). */
  readonly sequence: Tensor;
  /** (B, H): the state after the last step that was taken. */
  readonly final: Tensor;
  readonly states: readonly CarriedState[];
  forward(random: RandomStep): void;
  /** `dOut` (T·B, H) or null; `dHidden` (B, H), overwritten. Writes ∂L/∂input to `dInput`, or adds it. */
  backward(dOut: Tensor | null, dHidden: Tensor, accumulateInput: boolean): void;
}

export function planDirection(
  plan: PassPlan,
  input: Signal,
  spec: RecurrentLayerSpec,
  parameters: RecurrentParameters,
  { reverse, site }: DirectionOptions,
  dInput: Tensor | null,
): Direction {
  const { backend, batch } = plan;
  const { units, activation, recurrentDropout } = spec;
  const hidden = planStateBlocks(plan, units, reverse);
  const loop = planLoop(plan, spec, parameters, reverse);
  const inputBias = spec.type === 'gru' ? biasRow(plan, spec, parameters.bias, 0) : parameters.bias;
  const linear = planLinear(plan, input, parameters.kernel, inputBias, dInput);
  const recurrentMask = plan.dropsOut && recurrentDropout > 0 ? plan.tensor([batch, units]) : null;

  const hooks: LoopHooks = { override: null, recordDHidden: null, recordDCell: null };
  plan.addLoop({
    name: site,
    spec,
    reverse,
    gates: plan.keepsGates && spec.type !== 'simple_rnn' ? loop.gates : null,
    hidden: hidden.sequence,
    cell: loop.cell?.sequence ?? null,
    hooks,
  });

  const loopArguments = (): LoopArguments => ({
    recurrent: parameters.recurrent.value,
    lengths: plan.lengths,
    resets: plan.resets,
    reverse,
    recurrentMask,
    activation,
    h: hidden.blocks,
    override: hooks.override,
  });

  return {
    sequence: hidden.sequence,
    final: hidden.final,
    states: [
      { name: 'h', initial: hidden.initial, final: hidden.final },
      ...(loop.cell === null ? [] : [{ name: 'c' as const, initial: loop.cell.initial, final: loop.cell.final }]),
    ],
    forward({ seed, step }) {
      if (recurrentMask !== null) {
        backend.dropoutMask({ mask: recurrentMask, rate: recurrentDropout, key: dropoutKey(seed, site, step) });
      }
      linear.forward(loop.gates);
      loop.forward(loopArguments());
    },
    backward(dOut, dHidden, accumulateInput) {
      if (hooks.override !== null) throw new Error('Gradients of a network with replaced values are not defined.');
      const { recordDHidden, recordDCell } = hooks;
      const dRecurrent = requireGradient(parameters.recurrent);
      loop.backward(loopArguments(), { dOut, dHidden, dRecurrent, recordDHidden, recordDCell });
      linear.backward(loop.gates, accumulateInput);
    },
  };
}

function planLoop(
  plan: PassPlan,
  spec: RecurrentLayerSpec,
  parameters: RecurrentParameters,
  reverse: boolean,
): TimeLoop {
  switch (spec.type) {
    case 'simple_rnn':
      return planSimpleRnnLoop(plan, spec.units);
    case 'lstm':
      return planLstmLoop(plan, spec, reverse);
    case 'gru':
      return planGruLoop(plan, spec, biasRow(plan, spec, parameters.bias, 1));
  }
}

/** Row 0 of a GRU's bias belongs to the input's product, row 1 to the recurrent product. */
function biasRow(plan: PassPlan, { units }: GruSpec, bias: Parameter, row: 0 | 1) {
  const view = (of: Tensor): Tensor => plan.backend.view(of, row * 3 * units, [3 * units]);
  const value = view(bias.value);
  const gradient = plan.training ? view(requireGradient(bias)) : null;
  return { value, gradient: () => gradient };
}

function requireGradient(parameter: Parameter): Tensor {
  const gradient = parameter.gradient();
  if (gradient === null) throw new Error(`The parameter ${parameter.name} has no gradient.`);
  return gradient;
}
