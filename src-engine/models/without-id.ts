import type { LayerSpec } from '../spec/model-spec.ts';

/** Returns a layer without its id, as for a copy beside it. */
export function withoutId(layer: LayerSpec): LayerSpec {
  const rest = { ...layer };
  delete rest.id;
  return rest;
}
