import type { Tensor } from '../backends/tensor.ts';
import type { PlannedSteps } from '../cells/cell-definition.ts';
import { cellDefinition } from '../cells/definitions.ts';
import { cellFacts } from '../cells/index.ts';
import type { RecurrentLayerSpec } from '../cells/index.ts';
import type { LoopHooks, Parameter } from '../models/model.ts';
import { dropoutKey } from '../random/philox-key.ts';
import type { CarriedState, PassPlan, RandomStep, Signal } from './layer.ts';
import { planLinear } from './linear.ts';
import { planStateBlocks } from './state-blocks.ts';
import type { StateBlocks } from './state-blocks.ts';

/** A direction's parameter by the last part of its name: `kernel`. */
export type RecurrentParameters = (name: string) => Parameter;

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
  parameter: RecurrentParameters,
  { reverse, site }: DirectionOptions,
  dInput: Tensor | null,
): Direction {
  const { backend, batch } = plan;
  const states = cellFacts(spec.type).states.map((state) => planStateBlocks(plan, state, spec, reverse));
  const [hidden, ...others] = states;
  const loop = cellDefinition(spec.type).planLoop({
    plan,
    spec,
    parameter,
    states: byName(states, ({ blocks }) => blocks),
  });
  const linear = planLinear(plan, input, parameter('kernel'), loop.bias, dInput);
  const dropout = 'recurrentDropout' in spec ? spec.recurrentDropout : 0;
  const recurrentMask = plan.dropsOut && dropout > 0 ? plan.tensor([batch, spec.units]) : null;
  const dOthers = plan.training ? byName(others, ({ initial }) => plan.tensor(initial.shape)) : {};

  const hooks: LoopHooks = { override: null, records: {} };
  plan.addLoop({
    name: site,
    spec,
    reverse,
    gates: plan.keepsGates ? loop.gates : null,
    states: byName(states, ({ sequence }) => sequence),
    hooks,
    projectInput: (out) => linear.forward(out),
  });

  const plannedSteps = (): PlannedSteps => ({ lengths: plan.lengths, resets: plan.resets, reverse, recurrentMask });

  return {
    sequence: hidden.sequence,
    final: hidden.final,
    states: states.map(({ name, initial, final }) => ({ name, initial, final })),
    forward({ seed, step }) {
      if (recurrentMask !== null) {
        backend.dropoutMask({ mask: recurrentMask, rate: dropout, key: dropoutKey(seed, site, step) });
      }
      linear.forward(loop.gates);
      for (const state of states) state.beforeLoop();
      loop.forward({ ...plannedSteps(), override: hooks.override });
      for (const state of states) state.afterLoop();
    },
    backward(dOut, dHidden, accumulateInput) {
      if (hooks.override !== null) throw new Error('Gradients of a network with replaced values are not defined.');
      for (const gradient of Object.values(dOthers)) backend.fill(gradient, 0);
      const dStates = { ...dOthers, [hidden.name]: dHidden };
      loop.backward(plannedSteps(), { dOut, dStates, records: hooks.records });
      linear.backward(loop.gates, accumulateInput);
    },
  };
}

function byName(states: readonly StateBlocks[], tensorOf: (state: StateBlocks) => Tensor): Record<string, Tensor> {
  return Object.fromEntries(states.map((state) => [state.name, tensorOf(state)]));
}
