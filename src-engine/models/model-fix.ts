import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';

/** One change to a spec that solves a problem. */
export type ModelFix =
  /** Sets a field of a layer, or with `layer` null `task`, or the size of the input. */
  | { type: 'set'; layer: number | null; field: string; value: string | number | boolean | null }
  /** Puts a layer in before the one at `layer`, or at the end. */
  | { type: 'insert'; layer: number; spec: LayerSpec }
  | { type: 'remove'; layer: number };

/** The spec with the fix applied; the given one stays as it is. */
export function applyFix(spec: ModelSpec, fix: ModelFix): ModelSpec {
  switch (fix.type) {
    case 'insert':
      return { ...spec, layers: spec.layers.toSpliced(fix.layer, 0, fix.spec) };
    case 'remove':
      return { ...spec, layers: spec.layers.toSpliced(fix.layer, 1) };
    case 'set': {
      const change = { [fix.field]: fix.value };
      if (fix.layer !== null) {
        return { ...spec, layers: spec.layers.with(fix.layer, { ...spec.layers[fix.layer], ...change }) };
      }
      return fix.field === 'task' ? { ...spec, ...change } : { ...spec, input: { ...spec.input, ...change } };
    }
  }
}
