import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';

/** A field that changes in the same way in some layers of a stack. */
export interface LayerDifference {
  field: string;
  before: unknown;
  after: unknown;
  /** The indices of the layers, which rise. */
  layers: readonly number[];
}

/**
 * Returns the differences between two networks with the same layers, field by field; null means that they have other
 * layers.
 */
export function layerDifferences(before: ModelSpec, after: ModelSpec): LayerDifference[] | null {
  const isSameStack =
    before.layers.length === after.layers.length &&
    before.layers.every(({ type }, index) => type === after.layers[index]?.type);
  if (!isSameStack) return null;
  const single = before.layers.flatMap((layer, index) =>
    differingFields(layer, after.layers[index]).map((each) => ({ ...each, layer: index })),
  );
  const alike = Map.groupBy(single, (each) => JSON.stringify([each.field, each.before, each.after]));
  return [...alike.values()].map((group) => {
    const [{ field, before: old, after: changed }] = group;
    return { field, before: old, after: changed, layers: group.map(({ layer }) => layer) };
  });
}

function differingFields(before: LayerSpec, after: LayerSpec): { field: string; before: unknown; after: unknown }[] {
  const [old, changed] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))];
  return [...new Set([...old.keys(), ...changed.keys()])]
    .map((field) => ({ field, before: old.get(field), after: changed.get(field) }))
    .filter((each) => each.field !== 'id' && JSON.stringify(each.before) !== JSON.stringify(each.after));
}

const fieldsOf = (layer: LayerSpec): [string, unknown][] => Object.entries(layer);

/** Returns the places of layers, counted from 1, such as `2–4` and `6` with the dash between the ends of a range. */
export function layerPlaces(indices: readonly number[], dash: string): string[] {
  const starts = indices.filter((index) => !indices.includes(index - 1));
  const ends = indices.filter((index) => !indices.includes(index + 1));
  return starts.map((start, n) => (start === ends[n] ? `${start + 1}` : `${start + 1}${dash}${ends[n] + 1}`));
}
