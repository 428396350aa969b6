import { cellTypes, isRecurrent, type RecurrentLayerSpec } from '../cells/index.ts';
import { replaceCells, withFittingDivisors } from '../models/replace-cells.ts';
import { withoutId } from '../models/without-id.ts';
import { customaryOptimizers } from '../optimizers/customary-optimizers.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';

export const sweptNames = [
  'cell',
  'learningRate',
  'units',
  'layers',
  'dropout',
  'batchSize',
  'sequenceLength',
  'optimizer',
  'seed',
] as const;
/** A setting that a sweep can vary. */
export type SweptName = (typeof sweptNames)[number];
/** A number, or the type of a cell or of an optimizer. */
export type SweptValue = number | string;
export type SweptValues = Partial<Record<SweptName, SweptValue>>;

export interface Recipe {
  model: ModelSpec;
  train: TrainSpec;
}

/** The settings that a run was trained with. */
export function sweptValuesOf({ model, train }: Recipe): Record<SweptName, SweptValue> {
  const recurrent = model.layers.filter(isRecurrent);
  return {
    cell: [...new Set(recurrent.map(({ type }) => type))].join(' + '),
    learningRate: train.optimizer.learningRate,
    units: recurrent[0]?.units ?? 0,
    layers: recurrent.length,
    dropout: model.layers.find((layer) => layer.type === 'dropout')?.rate ?? 0,
    batchSize: train.batchSize,
    sequenceLength: train.sequenceLength,
    optimizer: train.optimizer.type,
    seed: train.seed,
  };
}

/** The recipe with these settings instead of its own. */
export function withValues({ model, train }: Recipe, values: SweptValues): Recipe {
  const number = (name: SweptName) => (typeof values[name] === 'number' ? values[name] : undefined);
  const optimizer = Object.values(customaryOptimizers).find(({ type }) => type === values.optimizer) ?? train.optimizer;
  const learningRate = number('learningRate') ?? train.optimizer.learningRate;
  const cell = cellTypes.find((type) => type === values.cell);
  const { layers } = cell === undefined ? model : replaceCells(model, cell);
  return {
    model: {
      ...model,
      layers: changed(layers, {
        units: number('units'),
        count: number('layers'),
        dropout: number('dropout'),
      }),
    },
    train: {
      ...train,
      batchSize: number('batchSize') ?? train.batchSize,
      sequenceLength: number('sequenceLength') ?? train.sequenceLength,
      seed: number('seed') ?? train.seed,
      optimizer: { ...(optimizer.type === train.optimizer.type ? train.optimizer : optimizer), learningRate },
    },
  };
}

interface Stack {
  units: number | undefined;
  count: number | undefined;
  dropout: number | undefined;
}

/** The layers with other numbers in them. Only another count, or dropout where there is none, adds or takes away layers. */
function changed(layers: readonly LayerSpec[], { units, count, dropout }: Stack): LayerSpec[] {
  const sized = layers.map((layer) => (isRecurrent(layer) ? resized(layer, units) : layer));
  const stacked = count === undefined ? sized : withRecurrentLayers(sized, count);
  return dropout === undefined ? stacked : withDropout(stacked, dropout);
}

const resized = (layer: RecurrentLayerSpec, units: number | undefined): RecurrentLayerSpec =>
  units === undefined ? layer : withFittingDivisors({ ...layer, units });

/** Repeats the last recurrent layer, or takes the last ones away, each with the dropout that directly follows it. */
function withRecurrentLayers(layers: readonly LayerSpec[], count: number): LayerSpec[] {
  const blocks = recurrentBlocks(layers);
  const last = blocks.at(-1);
  if (last === undefined || blocks.length === count) return [...layers];
  const surplus = blocks.slice(count);
  const isSurplus = (_: LayerSpec, index: number) => surplus.some(({ begin, end }) => index >= begin && index < end);
  const repeated = Array.from({ length: count - blocks.length }, () =>
    layers.slice(last.begin, last.end).map(withoutId),
  ).flat();
  const stack = layers.toSpliced(last.end, 0, ...repeated).filter((layer, index) => !isSurplus(layer, index));
  const lastPlace = stack.findLastIndex(isRecurrent);
  return stack.map((layer, index) =>
    isRecurrent(layer) ? { ...layer, returnSequences: index < lastPlace || last.returnSequences } : layer,
  );
}

/** Returns the beginning of each recurrent layer, and the end of the dropout that directly follows it. */
function recurrentBlocks(layers: readonly LayerSpec[]) {
  return layers.flatMap((layer, begin) => {
    if (!isRecurrent(layer)) return [];
    const end = layers.findIndex(({ type }, index) => index > begin && type !== 'dropout');
    return [{ begin, end: end < 0 ? layers.length : end, returnSequences: layer.returnSequences }];
  });
}

/** Sets all dropout layers to the rate; a network without any has one after each recurrent layer. */
function withDropout(layers: readonly LayerSpec[], rate: number): LayerSpec[] {
  if (layers.some(({ type }) => type === 'dropout')) {
    return layers.map((layer) => (layer.type === 'dropout' ? { ...layer, rate } : layer));
  }
  if (rate === 0) return [...layers];
  return layers.flatMap((layer): LayerSpec[] => (isRecurrent(layer) ? [layer, { type: 'dropout', rate }] : [layer]));
}
