import type { Tensor } from '../backends/tensor.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { Parameter } from '../models/model.ts';
import type { Initializer } from '../spec/layer-options.ts';
import type { RecurrentLayerSpec } from './index.ts';

/**
 * One recurrent cell as the engine computes it; its names and shapes are its facts. The kernels of its loop lie with
 * the backends, in `backends/<backend>/cells/<type>/kernels.ts`. Their arguments are declared in `<type>/loop.ts`, and
 * the cases that they are compared on are in `<type>/op-cases.ts`.
 */
export interface CellDefinition<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  /** Returns the parameters of one direction. `kernel` is (I, G·H); the others are the cell's own affair. */
  parameters(spec: Spec, inputSize: number): CellParameter[];
  /**
   * Returns the number of elements that a training pass keeps in one direction for each step of each sequence, beside
   * gates and states.
   */
  workspaceSize(spec: Spec): number;
  planLoop(planning: LoopPlanning<Spec>): TimeLoop;
}

/** A parameter before it exists. */
export interface CellParameter {
  /** The last part of its name: `kernel`. */
  name: string;
  shape: number[];
  role: 'kernel' | 'recurrent' | 'bias';
  initializer: Initializer;
  /** G: the columns are G kernels side by side, each initialised on its own. */
  gates: number;
  /** Initial values that are not drawn; null means those of the initializer. */
  values: (() => Float64Array) | null;
}

/** Everything that a cell needs to plan its loop for one direction of a layer in a pass. */
interface LoopPlanning<Spec> {
  plan: PassPlan;
  spec: Spec;
  parameter(name: string): Parameter;
  /** The T+1 blocks of each state, by its name. */
  states: Readonly<Record<string, Tensor>>;
}

/** The time loop of one cell in one direction, with the buffers that only this kind of cell needs. */
interface TimeLoop {
  /** (T·B, G·H): x·K + b before `forward`, ∂L/∂(x·K + b) after `backward`. */
  readonly gates: Tensor;
  /** The bias of x·K, (G·H), and its gradient, null in a pass without gradients. */
  readonly bias: { value: Tensor; gradient(): Tensor | null };
  forward(steps: PlannedSteps & { override: Tensor | null }): void;
  backward(steps: PlannedSteps, gradients: PlannedGradients): void;
}

/** The arguments that change from batch to batch. */
export interface PlannedSteps {
  lengths: Tensor | null;
  resets: Tensor | null;
  reverse: boolean;
  /** (B, H), or null without recurrent dropout. */
  recurrentMask: Tensor | null;
}

interface PlannedGradients {
  /** (T·B, H), or null where only the last state goes on. */
  dOut: Tensor | null;
  /**
   * Gradients by the name of their state, shaped like one of its blocks: before `backward` that of the last state,
   * after it that of the initial one.
   */
  dStates: Readonly<Record<string, Tensor>>;
  /** Tensors by the name of their state, shaped like T of its blocks, that receive its gradient at every step. */
  records: Readonly<Partial<Record<string, Tensor>>>;
}
