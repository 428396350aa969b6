import { withoutId } from '../../../src-engine/models/without-id.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';

/** Returns the model with a new id for every layer that has no id, or has the id of an earlier layer of the stack. */
export function withIds(model: ModelSpec): ModelSpec {
  const taken = new Set<string>();
  const layers = model.layers.map((layer) => {
    const isOwn = layer.id !== undefined && !taken.has(layer.id);
    const kept = isOwn ? layer : { ...layer, id: newId() };
    taken.add(kept.id ?? '');
    return kept;
  });
  return layers.every((layer, index) => layer === model.layers[index]) ? model : { ...model, layers };
}

/** The model as a person writes it: what tells its layers apart is not theirs to invent. */
export function withoutIds(model: ModelSpec): ModelSpec {
  return { ...model, layers: model.layers.map(withoutId) };
}

/** Returns the layers that were written without ids with those that they had: a layer is still the one whose kind and place it has. */
export function withIdsOf(model: ModelSpec, before: ModelSpec): ModelSpec {
  const layers = model.layers.map((layer, index) => {
    const same = before.layers[index];
    return layer.id === undefined && same?.type === layer.type && same.id !== undefined
      ? { ...layer, id: same.id }
      : layer;
  });
  return { ...model, layers };
}

/** 48 random bits in letters and digits. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
}
