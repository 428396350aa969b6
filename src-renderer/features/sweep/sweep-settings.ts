import type { LayerSpec, ModelSpec, RecurrentLayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { optimizerTypes, usualOptimizer } from '../../training/usual-optimizer.ts';

export const sweptNames = [
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
export type SweptValue = number | OptimizerSpec['type'];
export type SweptValues = Partial<Record<SweptName, SweptValue>>;

export interface Recipe {
  model: ModelSpec;
  train: TrainSpec;
}

const isRecurrent = (layer: LayerSpec): layer is RecurrentLayerSpec =>
  layer.type === 'lstm' || layer.type === 'gru' || layer.type === 'simple_rnn';

/** The settings that a run was trained with. */
export function sweptValuesOf({ model, train }: Recipe): Record<SweptName, SweptValue> {
  const recurrent = model.layers.filter(isRecurrent);
  return {
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
  const optimizer = optimizerTypes.find((type) => type === values.optimizer) ?? train.optimizer.type;
  const learningRate = number('learningRate') ?? train.optimizer.learningRate;
  return {
    model: {
      ...model,
      layers: rebuilt(model.layers, {
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
      optimizer:
        optimizer === train.optimizer.type
          ? { ...train.optimizer, learningRate }
          : usualOptimizer(optimizer, learningRate),
    },
  };
}

interface Stack {
  units: number | undefined;
  count: number | undefined;
  dropout: number | undefined;
}

/** What stands before the first recurrent layer and after the last stays; between are `count` of them, each with its dropout. */
function rebuilt(layers: readonly LayerSpec[], { units, count, dropout }: Stack): LayerSpec[] {
  const first = layers.findIndex(isRecurrent);
  if (first < 0 || (units === undefined && count === undefined && dropout === undefined)) return [...layers];
  const last = layers.findLastIndex(isRecurrent);
  const recurrent = layers.filter(isRecurrent);
  const rate = dropout ?? layers.find((layer) => layer.type === 'dropout')?.rate ?? 0;
  const wanted = count ?? recurrent.length;
  const stack = Array.from({ length: wanted }, (_, index): LayerSpec[] => {
    const like = recurrent[Math.min(index, recurrent.length - 1)];
    const returnSequences = index < wanted - 1 || recurrent[recurrent.length - 1].returnSequences;
    const layer = { ...like, units: units ?? like.units, returnSequences };
    return rate > 0 ? [layer, { type: 'dropout', rate }] : [layer];
  });
  const after = layers.slice(last + 1);
  return [...layers.slice(0, first), ...stack.flat(), ...(after[0]?.type === 'dropout' ? after.slice(1) : after)];
}
