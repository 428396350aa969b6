import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';

type Stack = readonly LayerSpec[];

export function insertLayer(stack: Stack, at: number, layer: LayerSpec): LayerSpec[] {
  return stack.toSpliced(at, 0, layer);
}

export function removeLayer(stack: Stack, index: number): LayerSpec[] {
  return stack.toSpliced(index, 1);
}

/** Takes the layer at `from` out and puts it where it will be the one at `to`. */
export function moveLayer(stack: Stack, from: number, to: number): LayerSpec[] {
  return stack.toSpliced(from, 1).toSpliced(to, 0, stack[from]);
}

/** Returns the index that a layer gets when it is dropped into the gap before the layer that is at `gap` now. */
export function targetOfGap(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap;
}
