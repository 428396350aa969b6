export function find<T extends { id: string }>(list: readonly T[], id: string): T {
  const record = list.find((other) => other.id === id);
  if (record === undefined) throw new Error(`There is no ${id}.`);
  return record;
}

export const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
