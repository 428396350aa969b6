import { isRecurrent, type CellType } from '../../../../../src-engine/cells/index.ts';
import { dense, dropout, embedding, recurrentLayer } from '../../../../../src-engine/models/default-layers.ts';
import { adam } from '../../../../../src-engine/models/presets.ts';
import { operationsPerToken } from '../../../../../src-engine/recipes/choose-recipe.ts';
import { warmupOf } from '../../../../../src-engine/recipes/fit-steps.ts';
import { recipeTable } from '../../../../../src-engine/recipes/recipe-table.ts';
import type { LayerSpec, ModelSpec } from '../../../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec, ScheduleSpec, TrainSpec } from '../../../../../src-engine/spec/train-spec.ts';
import { fitTokenizer } from '../../../../../src-engine/text/fit-tokenizer.ts';
import { createTokenizer } from '../../../../../src-engine/text/create-tokenizer.ts';
import { chosenPoint } from '../../recipes/chosen-point.ts';
import type { BenchData } from '../data/bench-data.ts';
import type { RunSettings } from './bench-run.ts';

/** A network for texts and its training, in the settings that the bench varies. */
export interface TextPoint {
  cell: CellType;
  layers: number;
  units: number;
  embedding: number;
  dropout: number;
  batchSize: number;
  sequenceLength: number;
  optimizer: 'adam' | 'adamw' | 'rmsprop' | 'adagrad' | 'momentum' | 'sgd';
  learningRate: number;
  schedule: 'cosine' | 'constant' | 'exponential';
  clip: number | null;
}

/** The size of a text, and the floating-point operations that a training on it may take. */
export interface TextBudget {
  tokens: number;
  vocabularySize: number;
  operations: number;
}

/** The fewest epochs of a training, whatever the operations allow. */
const FEWEST_EPOCHS = 3;
/**
 * The most steps of a training: small networks would take more steps, each of which has a cost that is not counted in
 * operations.
 */
const MOST_STEPS = 2500;
const VALIDATION_SHARE = 0.1;

/** Measures a text for a budget of this many operations. */
export function textBudget({ file, tokenizer }: BenchData, operations: number): TextBudget {
  if (!('text' in file)) throw new Error('Samples are not measured.');
  const { state } = fitTokenizer(file.text, tokenizer);
  const tokens = createTokenizer(state).encode(file.text).length;
  return { tokens, vocabularySize: state.vocabulary.length, operations };
}

/** Returns the choice of the studio's recipes for a text. */
export function recipeFor(budget: TextBudget): TextPoint {
  return { ...chosenPoint(budget, recipeTable), cell: 'lstm', schedule: 'cosine', clip: 1 };
}

/** Returns the network, and a training with as many whole epochs as the budget pays for. */
export function textSettings(point: TextPoint, budget: TextBudget): RunSettings & { model: ModelSpec } {
  const { batchSize, sequenceLength } = point;
  const model = textModel(point, budget.vocabularySize);
  const trained = (1 - VALIDATION_SHARE) * budget.tokens;
  const paid = budget.operations / (operationsPerToken(model, sequenceLength) * trained);
  const stepsPerEpoch = Math.ceil(trained / (batchSize * sequenceLength));
  const epochs = Math.max(FEWEST_EPOCHS, Math.min(Math.round(paid), Math.floor(MOST_STEPS / stepsPerEpoch)));
  const steps = epochs * stepsPerEpoch;
  const train: Partial<TrainSpec> = {
    ...{ epochs, batchSize, sequenceLength, optimizer: optimizerOf(point), threads: 1 },
    validationFraction: VALIDATION_SHARE,
    schedule: scheduleOf(point, steps),
    clip: point.clip === null ? { type: 'none' } : { type: 'norm', max: point.clip },
  };
  return { model, train };
}

function textModel(
  {
    cell,
    layers,
    units,
    embedding: dim,
    dropout: rate,
  }: Pick<TextPoint, 'cell' | 'layers' | 'units' | 'embedding' | 'dropout'>,
  vocabularySize: number,
): ModelSpec {
  const stack: LayerSpec[] = [dim === 0 ? { type: 'one_hot' } : embedding(dim)];
  for (let n = 0; n < layers; n++) stack.push(recurrentLayer(cell, units), ...(rate > 0 ? [dropout(rate)] : []));
  return {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [...stack, dense(vocabularySize)],
  };
}

/** Returns the model with every recurrent layer changed; settings that a layer's cell does not have are left out. */
export function withRecurrent(model: ModelSpec, changes: Record<string, unknown>): ModelSpec {
  const changed = (layer: LayerSpec): LayerSpec => {
    if (!isRecurrent(layer)) return layer;
    const known = Object.entries(changes).filter(([name]) => name in layer);
    return { ...layer, ...Object.fromEntries(known) } as LayerSpec;
  };
  return { ...model, layers: model.layers.map(changed) };
}

export function optimizerOf({
  optimizer: type,
  learningRate,
}: Pick<TextPoint, 'optimizer' | 'learningRate'>): OptimizerSpec {
  switch (type) {
    case 'adam':
      return { ...adam, learningRate };
    case 'adamw':
      return { ...adam, type, learningRate, weightDecay: 0.01 };
    case 'rmsprop':
      return { type, learningRate, decay: 0.95, epsilon: 1e-8 };
    case 'adagrad':
      return { type, learningRate, epsilon: 1e-10 };
    case 'momentum':
      return { type, learningRate, momentum: 0.9, nesterov: false };
    case 'sgd':
      return { type, learningRate };
  }
}

function scheduleOf({ schedule: type }: TextPoint, steps: number): ScheduleSpec {
  const warmupSteps = warmupOf(steps);
  switch (type) {
    case 'cosine':
      return { type, warmupSteps, finalFactor: 0 };
    case 'constant':
      return { type, warmupSteps: 0 };
    case 'exponential':
      return { type, warmupSteps, decayPerEpoch: 0.85 };
  }
}
