import type { RecurrentLayerSpec } from './index.ts';

/** The way in which a PyTorch project holds a cell. */
export interface PytorchCell<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  /** Modules are called by this name and a number: `lstm1`. */
  readonly moduleName: string;
  /**
   * The layout of torch.nn's recurrent modules; null for a module of the project's own, whose parameters are the engine's with their
   * last two axes exchanged: `kernel` is `weight_ih`, `recurrent` is `weight_hh` and `bias` is `bias_ih`.
   */
  readonly rows: TorchRows | null;
  /** The module of torch.nn; null where it has none. */
  readonly torch: TorchModule<Spec> | null;
  /** The module of the project for what torch.nn lacks. */
  readonly own: ProjectModule<Spec>;
}

/** weight_ih (G·H, I), weight_hh (G·H, H), bias_ih and bias_hh (G·H). */
export interface TorchRows {
  /** PyTorch's order of the gates, as places in the engine's; it is its own inverse. */
  readonly gates: readonly number[];
  /**
   * False when the engine has one bias, which is `bias_ih`, while `bias_hh` is zero. Otherwise both are rows of the
   * engine's bias.
   */
  readonly hasRecurrentBias: boolean;
}

interface TorchModule<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  /** The name of the class in torch.nn. */
  readonly className: string;
  /** Returns what a layer asks for that the class does not have. */
  lacks(spec: Spec): MissingInTorch[];
  /** Returns further arguments in Python, such as `nonlinearity="relu"`. */
  arguments(spec: Spec): string[];
}

/**
 * Something that a layer asks for and torch.nn lacks. `name` is that of the activation or the cell, and empty where
 * there is none.
 */
export interface MissingInTorch {
  what: 'cell' | 'activation' | 'gate-activation' | 'recurrent-dropout';
  name: string;
}

/** A subclass of `StepwiseLayer` in `recurrent.py`. */
export interface ProjectModule<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  readonly className: string;
  /** The Python module that has the class, also the file's path without its ending, with points: `cells.min_gru`. */
  readonly from: string;
  /** Returns arguments in Python before and after the sizes of input and state and `bidirectional`. */
  arguments(spec: Spec): { before: string[]; after: string[] };
}

/** Returns what is missing for activations and dropout that torch.nn's modules do not have. */
export function missingInTorch(
  spec: { activation: string; recurrentDropout: number; recurrentActivation?: string },
  knownActivations: readonly string[],
): MissingInTorch[] {
  const { activation, recurrentActivation = 'sigmoid', recurrentDropout } = spec;
  return [
    ...(knownActivations.includes(activation) ? [] : [{ what: 'activation' as const, name: activation }]),
    ...(recurrentActivation === 'sigmoid' ? [] : [{ what: 'gate-activation' as const, name: recurrentActivation }]),
    ...(recurrentDropout > 0 ? [{ what: 'recurrent-dropout' as const, name: '' }] : []),
  ];
}

/** The class `StepwiseRNN` of `recurrent.py`, which computes each cell of torch.nn with other activations and with dropout. */
export function stepwise(
  cell: string,
): ProjectModule<RecurrentLayerSpec & { activation: string; recurrentDropout: number; recurrentActivation?: string }> {
  return {
    className: 'StepwiseRNN',
    from: 'recurrent',
    arguments: ({ activation, recurrentActivation, recurrentDropout }) => ({
      before: [`"${cell}"`],
      after: [
        `activation="${activation}"`,
        ...(recurrentActivation === undefined ? [] : [`gate_activation="${recurrentActivation}"`]),
        ...(recurrentDropout > 0 ? [`recurrent_dropout=${recurrentDropout}`] : []),
      ],
    }),
  };
}
