import { isRecurrent, type RecurrentLayerSpec } from '../../../../src-engine/cells/index.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { StartRun } from '../../../../src-main/contract/runs/start-records.ts';
import { hasField } from '../../cells/cell-fields.ts';

/** The activations raced against each other: one saturates exponentially, the other slowly. */
const racers = ['tanh', 'softsign'] as const;
const longestName = 255;
export const raceTag = 'tanh-softsign';

const hasActivation = (layer: RecurrentLayerSpec) => hasField(layer.type, 'activation');

/** Tells whether the network has cells whose activation can be chosen. */
export const canRace = ({ layers }: ModelSpec): boolean => layers.filter(isRecurrent).some(hasActivation);

const withActivation = (model: ModelSpec, activation: (typeof racers)[number]): ModelSpec => ({
  ...model,
  layers: model.layers.map((layer) => (isRecurrent(layer) && hasActivation(layer) ? { ...layer, activation } : layer)),
});

/** Two runs that differ in nothing but the activation: the same data, seed and settings as this one. */
export const raceOf = (run: RunRecord, epochs: number): StartRun[] =>
  racers.map((activation) => ({
    datasetId: run.datasetId,
    name: `${run.name} · ${activation}`.slice(-longestName),
    tokenizer: run.tokenizer,
    presetId: null,
    model: withActivation(run.model, activation),
    train: { ...run.train, epochs, maxSteps: null },
  }));
