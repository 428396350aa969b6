import type { CellField } from '../../../src-engine/cells/cell-facts.ts';
import { cellFacts, cells } from '../../../src-engine/cells/index.ts';
import type { CellType, RecurrentLayerSpec } from '../../../src-engine/cells/index.ts';
import { recurrentLayer } from '../../../src-engine/models/default-layers.ts';

/** Every cell with every combination of its choices: `lstm tanh hard_sigmoid`. Sizes that must divide the units are 2. */
export function everyCell(units: number): [name: string, layer: RecurrentLayerSpec][] {
  return cells.flatMap(({ type, fields }) => {
    const own: [string, CellField][] = Object.entries(fields);
    const choices = own.flatMap(([name, field]) => (field.kind === 'choice' ? [{ name, options: field.options }] : []));
    const divisors = own.filter(([, { kind }]) => kind === 'divisor').map(([name]) => [name, 2] as const);
    return combinations(choices).map((chosen): [string, RecurrentLayerSpec] => {
      const values = Object.fromEntries([...chosen, ...divisors]);
      return [[type, ...chosen.map(([, option]) => option)].join(' '), recurrentLayer(type, units, values)];
    });
  });
}

/** The shares of recurrent dropout that make sense for a cell: none but 0 where it has no recurrent kernel to drop from. */
export function sharesOf(type: CellType, shares: readonly number[]): readonly number[] {
  return 'recurrentDropout' in cellFacts(type).fields ? shares : [0];
}

/** The layer with that recurrent dropout, if its cell has any. */
export function withRecurrentDropout(layer: RecurrentLayerSpec, share: number): RecurrentLayerSpec {
  return 'recurrentDropout' in layer ? { ...layer, recurrentDropout: share } : layer;
}

/** The layer with other units; sizes that must divide them become 1 where they do not. */
export function resized(layer: RecurrentLayerSpec, units: number): RecurrentLayerSpec {
  const fields: Readonly<Record<string, CellField>> = cellFacts(layer.type).fields;
  const indivisible = Object.entries(layer).filter(
    ([name, value]) => fields[name]?.kind === 'divisor' && units % Number(value) !== 0,
  );
  return { ...layer, ...Object.fromEntries(indivisible.map(([name]) => [name, 1])), units };
}

type Chosen = readonly (readonly [field: string, option: string])[];

function combinations(choices: readonly { name: string; options: readonly string[] }[]): Chosen[] {
  let all: Chosen[] = [[]];
  for (const { name, options } of choices) {
    all = all.flatMap((chosen) => options.map((option) => [...chosen, [name, option] as const]));
  }
  return all;
}
