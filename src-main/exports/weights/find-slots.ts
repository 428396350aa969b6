import type { WeightSlot, WeightsImportOptions } from '../../contract/weights-import-records.ts';
import type { CellType } from '../../../src-engine/cells/index.ts';
import { cellOfShape, foreignCell } from './foreign-cells.ts';
import type { FileTensor, WeightsFile } from './weights-file.ts';

/** The facts that tensors tell about their network. */
export interface Slots {
  slots: WeightSlot[];
  cell: CellType | null;
  layers: number;
  bidirectional: boolean;
}

const recurrentName = /(?:^|\.)(?:(\d+)\.)?[^.]*?(weight_ih|weight_hh|bias_ih|bias_hh)(?:_l(\d+))?(_reverse)?$/;
export const recurrentParts: Readonly<Record<string, 'input' | 'recurrent' | 'input-bias' | 'recurrent-bias'>> = {
  weight_ih: 'input',
  weight_hh: 'recurrent',
  bias_ih: 'input-bias',
  bias_hh: 'recurrent-bias',
};
const mostLayers = 16;

/** A slot for each place in the network, with the tensor whose name belongs there, or the one that the person has chosen. */
export function findSlots({ tensors }: WeightsFile, options: WeightsImportOptions): Slots {
  const proposed = proposeRecurrent(tensors);
  // Names that nobody knows stand for one layer until more are asked for.
  const layers = options.layers ?? Math.min(mostLayers, Math.max(1, proposed.layers));
  const bidirectional = options.bidirectional ?? proposed.bidirectional;
  const names = proposeRest(tensors, proposed.names);
  const shapes = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const slot = (id: string, part: WeightSlot['part'], layer: number | null, isBackward: boolean): WeightSlot => {
    const chosen = options.mapping[id];
    return {
      id,
      part,
      layer,
      isBackward,
      isRequired: part === 'input' || part === 'recurrent' || part === 'output',
      tensor: chosen === undefined ? (names.get(id) ?? null) : (chosen?.tensor ?? null),
      transposed: chosen?.transposed ?? false,
      candidates: [],
    };
  };
  const directions = bidirectional ? [false, true] : [false];
  const recurrent = Array.from({ length: layers }, (_, layer) =>
    directions.flatMap((isBackward) =>
      Object.values(recurrentParts).map((part) =>
        slot(`${layer}.${isBackward ? 'backward' : 'forward'}.${part}`, part, layer, isBackward),
      ),
    ),
  ).flat();
  const slots = [
    slot('embedding', 'embedding', null, false),
    ...recurrent,
    slot('output', 'output', null, false),
    slot('output-bias', 'output-bias', null, false),
  ];
  const shapeOf = (id: string): number[] | null => {
    const found = slots.find((each) => each.id === id);
    const shape = shapes.get(found?.tensor ?? '') ?? null;
    return found?.transposed === true ? (shape?.toReversed() ?? null) : shape;
  };
  const first = shapeOf('0.forward.recurrent');
  const cell = first === null ? null : (cellOfShape(first)?.type ?? null);
  const fits = fittingShapes({ cell, layers, bidirectional, shapeOf });
  for (const each of slots) {
    each.candidates = tensors.flatMap(({ name: tensor, shape }): WeightSlot['candidates'] => {
      if (fits(each, shape)) return [{ tensor, transposed: false }];
      return shape.length === 2 && fits(each, shape.toReversed()) ? [{ tensor, transposed: true }] : [];
    });
    // The proposed tensor goes in as it fits.
    if (options.mapping[each.id] === undefined)
      each.transposed = each.candidates.find(({ tensor }) => tensor === each.tensor)?.transposed ?? false;
  }
  return { slots, cell, layers, bidirectional };
}

/** Once the names of recurrent layers have been found, embedding and output are among the others. */
function proposeRest(tensors: readonly FileTensor[], recurrent: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map(recurrent);
  const taken = new Set(recurrent.values());
  const others = tensors.filter(({ name }) => taken.size > 0 && !taken.has(name));
  const output = others.findLast(({ name, shape }) => shape.length === 2 && !/emb|encoder/i.test(name));
  const embedding = others.find(
    ({ name, shape }) =>
      shape.length === 2 && name !== output?.name && (/emb|encoder/i.test(name) || output !== undefined),
  );
  // The output may lie either way.
  const sizes = output?.shape ?? embedding?.shape.slice(0, 1) ?? [];
  const outputBias = others.findLast(({ shape }) => shape.length === 1 && sizes.includes(shape[0]));
  if (embedding !== undefined) names.set('embedding', embedding.name);
  // An output that is tied to the embedding has no tensor of its own in some files.
  const outputName = output?.name ?? embedding?.name;
  if (outputName !== undefined) names.set('output', outputName);
  if (outputBias !== undefined) names.set('output-bias', outputBias.name);
  return names;
}

/** Says of a shape whether a slot could take it, beside what the other slots have. */
function fittingShapes({
  cell,
  layers,
  bidirectional,
  shapeOf,
}: Omit<Slots, 'slots'> & { shapeOf: (id: string) => number[] | null }) {
  const unitsOf = (layer: number) => shapeOf(`${layer}.forward.recurrent`)?.[1] ?? null;
  const widthAfter = (layer: number) => {
    const units = unitsOf(layer);
    return units === null ? null : units * (bidirectional ? 2 : 1);
  };
  const isLike = (shape: readonly number[], expected: readonly (number | null)[]) =>
    shape.length === expected.length && expected.every((extent, axis) => extent === null || extent === shape[axis]);
  return ({ part, layer }: WeightSlot, shape: readonly number[]): boolean => {
    const units = layer === null ? null : unitsOf(layer);
    const rows = cell === null || units === null ? null : foreignCell(cell).gates * units;
    switch (part) {
      case 'embedding':
        return isLike(shape, [null, shapeOf('0.forward.input')?.[1] ?? null]);
      case 'input': {
        const below = layer === null || layer === 0 ? shapeOf('embedding')?.[1] : widthAfter(layer - 1);
        return isLike(shape, [rows, below ?? null]);
      }
      case 'recurrent':
        // The first one decides for all.
        return cellOfShape(shape) !== null && (layer === 0 || cell === null || cellOfShape(shape)?.type === cell);
      case 'output':
        return isLike(shape, [null, widthAfter(layers - 1)]);
      case 'input-bias':
      case 'recurrent-bias':
        return isLike(shape, [rows]);
      case 'output-bias':
        return isLike(shape, [shapeOf('output')?.[0] ?? null]);
    }
  };
}

/** Layers of one module are told apart by `_l1`, cells and modules of their own by what comes before. */
function proposeRecurrent(tensors: readonly FileTensor[]) {
  const groups: string[] = [];
  const names = new Map<string, string>();
  let bidirectional = false;
  for (const { name } of tensors.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) {
    const match = recurrentName.exec(name);
    const part = match?.[2];
    if (match === null || part === undefined) continue;
    const group = `${name.slice(0, name.lastIndexOf(part))} ${match[3] ?? ''}`;
    if (!groups.includes(group)) groups.push(group);
    if (match[4] !== undefined) bidirectional = true;
    const direction = match[4] === undefined ? 'forward' : 'backward';
    names.set(`${groups.indexOf(group)}.${direction}.${recurrentParts[part]}`, name);
  }
  return { names, layers: groups.length, bidirectional };
}
