import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { FindingFix, NewRunChanges } from '../../contract/doctor/doctor-records.ts';
import { findingDataChanges } from '../../contract/doctor/finding-words.ts';
import { layerDifferences, layerPlaces, type LayerDifference } from '../../contract/doctor/layer-differences.ts';
import { optionName } from '../training/files/file-fields.ts';

/** The training that a fix changes, as far as it is known. */
export interface FixedTraining {
  model?: ModelSpec | null | undefined;
  train: object;
}

/** Returns what a fix does in words: the settings that it changes, as options of kioku train, and the network. */
export function describeFix(fix: FindingFix, { model, train }: FixedTraining): string {
  switch (fix.kind) {
    case 'branch':
      return `branch from an earlier checkpoint with ${changedOptions(fix.train, train).join(' ')}`;
    case 'new-run':
      return `train anew with ${describeChanges(fix.changes, { model, train })}`;
    case 'keep-checkpoint':
      return `use checkpoint ${fix.checkpointId.slice(0, 8)}, the best one`;
    case 'data':
      return findingDataChanges[fix.change];
  }
}

function describeChanges(
  { model, tokenizer, balanceClasses, train = {} }: NewRunChanges,
  judged: FixedTraining,
): string {
  const options = [
    ...changedOptions(train, judged.train),
    ...(tokenizer === undefined ? [] : [`--tokenizer ${tokenizer.type}`]),
    ...(balanceClasses === true ? ['--balance-classes'] : []),
  ].join(' ');
  const networks = model === undefined ? [] : describeNetwork(judged.model, model);
  return [...(options === '' ? [] : [options]), ...networks].join(', ');
}

/** Returns the options that make a training of another one, without those that it has already. */
function changedOptions(changes: object, before: object): string[] {
  const known = new Map(leaves(before, ['train']).map(({ path, value }) => [path.join('.'), value]));
  return leaves(changes, ['train'])
    .filter(({ path, value }) => known.get(path.join('.')) !== value)
    .map(({ path, value }) => `--${optionName(path)} ${optionValue(value)}`);
}

interface Leaf {
  path: string[];
  value: unknown;
}

function leaves(value: unknown, path: string[]): Leaf[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

function optionValue(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

function describeNetwork(before: FixedTraining['model'], after: ModelSpec): string[] {
  const differences = before ? layerDifferences(before, after) : null;
  return differences?.map(describeDifference) ?? [`the network ${after.layers.map(describeLayer).join(' → ')}`];
}

function describeDifference({ field, before, after, layers }: LayerDifference): string {
  const places = layerPlaces(layers, '–').join(' and ');
  return `${field} ${String(before)} → ${String(after)} in layer${layers.length === 1 ? '' : 's'} ${places}`;
}

function describeLayer(layer: LayerSpec): string {
  if ('units' in layer) return `${layer.type} ${layer.units}`;
  if (layer.type === 'embedding') return `${layer.type} ${layer.dim}`;
  return layer.type === 'dropout' ? `${layer.type} ${layer.rate}` : layer.type;
}
