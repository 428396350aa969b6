import type { KerasLayer } from './keras-network.ts';

/**
 * Returns layers in the order in which Keras 3 counts those of a Functional model, which says where it looks for their weights: by the number
 * of layers on the longest way to an output, and among those of the same number by the order in which they are met on the ways back from
 * the outputs, one after the other. Each layer has to say from which ones it takes what it reads.
 */
export function inKerasOrder(layers: readonly KerasLayer[], outputs: readonly string[]): KerasLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const met: string[] = [];
  const sourcesFirst: string[] = [];
  const visit = (name: string): void => {
    if (met.includes(name)) return;
    met.push(name);
    byName.get(name)?.from?.forEach(visit);
    sourcesFirst.push(name);
  };
  outputs.forEach(visit);
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => depths.get(name) ?? 0;
  for (const name of sourcesFirst.toReversed()) {
    for (const source of byName.get(name)?.from ?? []) {
      depths.set(source, Math.max(depthOf(source), depthOf(name) + 1));
    }
  }
  return layers.toSorted((a, b) => depthOf(b.name) - depthOf(a.name) || met.indexOf(a.name) - met.indexOf(b.name));
}
