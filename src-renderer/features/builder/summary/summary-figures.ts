import type { SummaryRow } from '../../../../src-engine/models/summary.ts';
import type { TrainingMemory } from '../../../../src-engine/models/memory.ts';
import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';

/** Writes the output shape of a layer, or of the input (null), with B for the batch and T for the steps: (B, T, 128). */
export function symbolicShape({ outputShape }: SummaryRow, layer: LayerSpec | null): string {
  if (outputShape.length === 2) return `(B, T, ${outputShape[1]})`;
  return layer === null ? '(B, T)' : `(B, ${outputShape[0]})`;
}

export function memoryBytes({ parameters, gradients, optimizer, activations }: TrainingMemory): number {
  return parameters + gradients + optimizer + activations;
}
