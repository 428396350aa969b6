import type { WeightSlot, WeightsImportOptions } from '../../contract/weights-import-records.ts';
import { gateCounts } from '../../../src-engine/models/parameter-specs.ts';
import type { FileTensor, WeightsFile } from './weights-file.ts';

export type Cell = keyof typeof gateCounts;

/** What tensors say about the network that they are of. */
export interface Slots {
  slots: WeightSlot[];
  cell: Cell | null;
  layers: number;
  bidirectional: boolean;
}

const recurrentName = /(?:^|\.)(?:(\d+)\.)?[^.]*?(weight_ih|weight_hh|bias_ih|bias_hh)(?:_l(\d+))?(_reverse)?$/;
const recurrentParts = {
  weight_ih: 'input',
  weight_hh: 'recurrent',
  bias_ih: 'input-bias',
  bias_hh: 'recurrent-bias',
} as const;
const mostLayers = 16;

/** A slot for each place in the network, with the tensor whose name belongs there, or the one that the person has chosen. */
export function findSlots({ tensors }: WeightsFile, options: WeightsImportOptions): Slots {
  const proposed = proposeRecurrent(tensors);
  const layers = options.layers ?? Math.min(mostLayers, proposed.layers);
  const bidirectional = options.bidirectional ?? proposed.bidirectional;
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const firstRecurrent = byName.get(proposed.names.get('0.forward.recurrent') ?? '');
  const units = firstRecurrent?.shape[1] ?? null;
  const cell = firstRecurrent === undefined || units === null ? null : cellOf(firstRecurrent.shape[0], units);
  const taken = new Set(proposed.names.values());
  const others = tensors.filter(({ name }) => !taken.has(name));
  const output = others.findLast(({ name, shape }) => shape.length === 2 && !/emb|encoder/i.test(name));
  const embedding = others.find(
    ({ name, shape }) =>
      shape.length === 2 && name !== output?.name && (/emb|encoder/i.test(name) || output !== undefined),
  );
  const outputBias = others.findLast(({ shape }) => shape.length === 1 && shape[0] === (output ?? embedding)?.shape[0]);
  const names = new Map(proposed.names);
  if (embedding !== undefined) names.set('embedding', embedding.name);
  // An output that is tied to the embedding has no tensor of its own in some files.
  const outputName = output?.name ?? embedding?.name;
  if (outputName !== undefined) names.set('output', outputName);
  if (outputBias !== undefined) names.set('output-bias', outputBias.name);
  const slot = (id: string, part: WeightSlot['part'], layer: number | null, isBackward: boolean): WeightSlot => {
    const chosen = options.mapping[id];
    const tensor = chosen === undefined ? (names.get(id) ?? null) : (chosen?.tensor ?? null);
    const dimensions = part.endsWith('bias') ? 1 : 2;
    return {
      id,
      part,
      layer,
      isBackward,
      isRequired: part === 'input' || part === 'recurrent' || part === 'output',
      tensor,
      transposed: chosen?.transposed ?? false,
      candidates: tensors.filter(({ shape }) => shape.length === dimensions).map(({ name }) => name),
      parameter: null,
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
  return {
    slots: [
      slot('embedding', 'embedding', null, false),
      ...recurrent,
      slot('output', 'output', null, false),
      slot('output-bias', 'output-bias', null, false),
    ],
    cell,
    layers,
    bidirectional,
  };
}

/** Layers of one module are told apart by `_l1`, cells and modules of their own by what comes before. */
function proposeRecurrent(tensors: readonly FileTensor[]) {
  const groups: string[] = [];
  const names = new Map<string, string>();
  let bidirectional = false;
  for (const { name } of tensors.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) {
    const match = recurrentName.exec(name);
    const part = match?.[2] as keyof typeof recurrentParts | undefined;
    if (match === null || part === undefined) continue;
    const group = `${name.slice(0, name.lastIndexOf(part))} ${match[3] ?? ''}`;
    if (!groups.includes(group)) groups.push(group);
    if (match[4] !== undefined) bidirectional = true;
    const direction = match[4] === undefined ? 'forward' : 'backward';
    names.set(`${groups.indexOf(group)}.${direction}.${recurrentParts[part]}`, name);
  }
  return { names, layers: groups.length, bidirectional };
}

function cellOf(rows: number, units: number): Cell | null {
  const gates = rows / units;
  return (Object.keys(gateCounts) as Cell[]).find((cell) => gateCounts[cell] === gates) ?? null;
}
