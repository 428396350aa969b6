import type { RecurrentLayerSpec } from './index.ts';
import type { KerasCell } from './keras-cell.ts';
import type { OnnxCell } from './onnx-cell.ts';
import type { PytorchCell } from './pytorch-cell.ts';

/**
 * The way in which each export format holds a cell, or the reason why it cannot. Safetensors and PyTorch projects hold
 * every cell.
 */
export interface CellExports<Spec extends RecurrentLayerSpec = RecurrentLayerSpec> {
  readonly onnx: OnnxCell<Spec> | CellRefusal;
  readonly keras: KerasCell<Spec> | CellRefusal;
  /** TensorFlow.js has a dialect of Keras: `as-keras` says that its layer computes the same. */
  readonly tfjs: 'as-keras' | CellRefusal;
  readonly pytorch: PytorchCell<Spec>;
}

/**
 * The reason why a format does not hold a cell. The locales have its text under `code`, with the values `layer` and
 * `cell`.
 */
export interface CellRefusal {
  readonly code: string;
  /** Returns an English sentence: the reason, and which format to take instead. `layer` counts from 1. */
  refuse(layer: number, cell: string): string;
}

export function isRefused(held: object | string): held is CellRefusal {
  return typeof held === 'object' && 'refuse' in held;
}

/** Refuses in a format whose layers are a fixed list. */
export const noSuchLayer: CellRefusal = {
  code: 'no-such-layer',
  refuse: (layer, cell) =>
    `Layer ${layer} is ${cell}, for which this format has no layer. Take ONNX or a PyTorch project instead.`,
};
