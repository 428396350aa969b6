import { writeValue, type WriteValue } from './json-rows.ts';

/** The key under which tables of Hugging Face's datasets describe their columns. */
export const featuresKey = 'huggingface';

/**
 * Returns by column the names of classes that stand there as numbers, alone or in lists, as Hugging Face's datasets describe them in JSON.
 * A description that is none tells nothing.
 */
export function classLabels(description: string | null | undefined): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [column, feature] of Object.entries(featuresOf(description ?? ''))) {
    const names = namesOf(feature);
    if (names !== null) found.set(column, names);
  }
  return found;
}

/** Writes the names of classes for their numbers. A number without a class, which is −1, is absent. */
export function classWriter(names: readonly string[]): WriteValue {
  const nameOf = (value: unknown): unknown =>
    typeof value === 'bigint' || typeof value === 'number' ? (names[Number(value)] ?? null) : value;
  return (value) => {
    const isList = typeof value === 'object' && value !== null && Symbol.iterator in value;
    return writeValue(isList ? Array.from(value as Iterable<unknown>, nameOf) : nameOf(value));
  };
}

function featuresOf(description: string): object {
  try {
    const { info } = JSON.parse(description) as { info?: { features?: unknown } };
    return typeof info?.features === 'object' ? (info.features ?? {}) : {};
  } catch {
    return {};
  }
}

/** Lists come as an object with a `feature` or, from older versions, as an array with it. */
function namesOf(feature: unknown): readonly string[] | null {
  if (Array.isArray(feature)) return feature.length === 1 ? namesOf(feature[0]) : null;
  if (typeof feature !== 'object' || feature === null) return null;
  const { _type: type, names, feature: inner } = feature as { _type?: unknown; names?: unknown; feature?: unknown };
  if (type !== 'ClassLabel') return inner === undefined ? null : namesOf(inner);
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
}
