import type { Backend, Tensor } from '../backends/backend.ts';
import type { Layer, LayerPass, Signal } from '../layers/layer.ts';
import { planLoss } from '../losses/plan-loss.ts';
import type { InputSpec, ModelSpec } from '../spec/model-spec.ts';
import type { Pass, PassHooks, PassShape } from './model.ts';
import { createPassPlan } from './pass-plan.ts';
import type { OwnedPassPlan } from './pass-plan.ts';

/** A layer and its place in the spec, which names its states. */
export interface PlacedLayer {
  index: number;
  layer: Layer;
}

/** Plans the buffers of all layers for batches of one shape. */
export function createPass(
  backend: Backend,
  spec: ModelSpec,
  layers: readonly PlacedLayer[],
  shape: PassShape,
  onLayer: () => void,
): Pass {
  const plan = createPassPlan(backend, shape);
  try {
    return assemblePass(plan, spec, layers, shape, onLayer);
  } catch (error) {
    plan.dispose();
    throw error;
  }
}

function assemblePass(
  plan: OwnedPassPlan,
  spec: ModelSpec,
  layers: readonly PlacedLayer[],
  shape: PassShape,
  onLayer: () => void,
): Pass {
  const { backend, batch } = plan;
  const input = planInput(plan, spec.input);
  const passes: { index: number; pass: LayerPass }[] = [];
  let signal = input;
  for (const { index, layer } of layers) {
    const pass = layer.createPass(plan, signal);
    passes.push({ index, pass });
    signal = pass.output;
  }
  const output = signal.values.x;
  if (output === undefined) throw new Error('A model ends with real values.');
  const loss = planLoss(spec, plan, output);
  const states = passes.flatMap(({ index, pass }) =>
    pass.states.map((state) => ({ ...state, name: `${index}.${state.name}` })),
  );

  /** (B): the rows whose states are set to 0, once there are any; −1 stands for none. */
  let freshRows: Tensor | null = null;
  const hooks: PassHooks = { forward: null, backward: null };

  function backwardFrom(dOutput: Tensor): Tensor | null {
    let gradient: Tensor | null = dOutput;
    for (let n = passes.length - 1; n >= 0 && gradient !== null; n--) {
      hooks.backward?.(passes[n].index, gradient);
      gradient = passes[n].pass.backward(gradient);
      onLayer();
    }
    return gradient;
  }

  return {
    shape,
    output,
    setIds(ids, lengths) {
      const target = input.values.ids;
      if (target === undefined) throw new Error('This model takes features, not tokens.');
      requireIds(ids, target.size, input.size);
      plan.setIds(lengths === null ? ids : withoutPadding(ids, lengths, batch));
      plan.setLengths(lengths);
      backend.write(target, plan.ids);
    },
    setFeatures(features, lengths) {
      if (input.values.x === undefined) throw new Error('This model takes tokens, not features.');
      plan.setLengths(lengths);
      backend.write(input.values.x, features);
    },
    setResets: plan.setResets,
    setTargets: loss.setTargets,
    setClassWeights: loss.setClassWeights,
    setLabelSmoothing: loss.setLabelSmoothing,
    forward(random) {
      for (const { index, pass } of passes) {
        pass.forward(random);
        if (hooks.forward !== null && pass.output.values.x) hooks.forward(index, pass.output.values.x);
        onLayer();
      }
    },
    evaluate: loss.evaluate,
    backward: (scale, metrics) => void backwardFrom(loss.backward(scale, metrics)),
    backwardFrom,
    resetState(rows) {
      const outside = rows?.find((row) => row < 0 || row >= batch);
      if (outside !== undefined) throw new RangeError(`There is no row ${outside} in a batch of ${batch}.`);
      if (rows === undefined) return states.forEach(({ initial }) => backend.fill(initial, 0));
      freshRows ??= plan.tensor([batch], 'int32');
      backend.write(
        freshRows,
        Int32Array.from({ length: batch }, (_, n) => rows[n] ?? -1),
      );
      for (const { initial } of states) backend.fillRows({ x: initial, rows: freshRows, value: 0 });
    },
    states: states.map(({ name, initial }) => ({ name, value: initial })),
    carryState() {
      for (const { initial, final } of states) backend.copy(final, initial);
    },
    loops: plan.loops,
    hooks,
    get lengths() {
      return plan.sequenceLengths;
    },
    dispose: plan.dispose,
  };
}

function planInput(plan: OwnedPassPlan, input: InputSpec): Signal {
  const count = plan.steps * plan.batch;
  const rest = { sequence: true, needsGradient: plan.inputGradient };
  return input.kind === 'tokens'
    ? { values: { ids: plan.tensor([count], 'int32') }, size: input.vocabularySize, ...rest }
    : { values: { x: plan.tensor([count, input.size]) }, size: input.size, ...rest };
}

/** An id outside of the vocabulary would read another tensor's memory. */
function requireIds(ids: Int32Array, count: number, vocabularySize: number): void {
  if (ids.length !== count) throw new RangeError(`Expected ${count} token ids, got ${ids.length}.`);
  const outside = ids.find((id) => id < -1 || id >= vocabularySize);
  if (outside !== undefined) {
    throw new RangeError(`The token id ${outside} is outside of the vocabulary of ${vocabularySize} tokens.`);
  }
}

/** Time-major ids (T·B) with −1 after the end of each sequence. */
function withoutPadding(ids: Int32Array, lengths: Int32Array, batch: number): Int32Array {
  return ids.map((id, n) => (Math.floor(n / batch) < lengths[n % batch] ? id : -1));
}
