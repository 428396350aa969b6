import type { CellType } from '../cells/index.ts';
import { dense, recurrentLayer } from '../models/default-layers.ts';
import { elementCount, parameterSpecs } from '../models/parameter-specs.ts';
import { createStream } from '../random/stream.ts';
import { drawAfterMarker, MARKED_LETTERS } from '../samples/after-marker.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { labelledSequences } from '../training/labelled-sequences.ts';
import { createSequenceData } from '../training/sequence-data.ts';
import type { TrainingData } from '../training/batch-source.ts';
import { createTrainer } from '../training/trainer.ts';
import { characterModel } from './character-model.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { lessonTraining } from './memory-tasks/lesson-training.ts';
import { shortText } from './short-text/short-text.ts';
import { shortTextTraining } from './short-text/short-text-training.ts';
import { unhurried } from './unhurried.ts';

/** The units of each of two layers. */
const MARKER_UNITS = 32;
const TEXT_UNITS = 48;
/** Widths are multiples of this, which sLSTM's heads ask for. */
const WIDTH_STEP = 4;
const SEQUENCES = { training: 4096, test: 1024 };
const EPOCHS = { marker: 8, text: 3 };
const TEXT_SIZES = { batchSize: 16, sequenceLength: 32 };
const CHARACTERS = { training: 60_000, validation: 10_000, test: 2 };

const controls = {
  cell: { kind: 'choice', default: 'min_gru', choices: ['min_gru', 'gru', 'lstm', 'slstm', 'simple_rnn'] },
  length: { kind: 'number', default: 20, minimum: 6, maximum: 40, step: 2 },
} as const;

/**
 * One recurrent layer against two that have no more parameters together: on the letter after a marker, where the second layer can
 * use what the first one found, and on text.
 */
export const stacking: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const { settings, seed } = options;
    const cell = settings.cell as CellType;
    const figures: Record<string, number> = {};
    const curves: Record<string, LessonCurve> = {};
    const outcome = (): LessonOutcome => ({ figures: { ...figures }, curves: { ...curves }, grids: {}, texts: {} });
    const markerTraining = trainOnMarkers(seed, settings.length);
    const markers = markedSequences(markerTraining);
    const marker = pair((layers) => markerModel(layers), cell, MARKER_UNITS);
    const lstmOnMarker = pair((layers) => markerModel(layers), 'lstm', MARKER_UNITS).one;
    const contests = [
      ['one', marker.one],
      ['two', marker.two],
      ['lstmOne', lstmOnMarker],
    ] as const;
    for (const [n, [name, model]] of contests.entries()) {
      const curve: LessonCurve = { x: [], y: [] };
      figures[`${name}Parameters`] = parameterCount(model);
      for await (const { step, share, accuracy } of epochsOf(options, {
        model,
        train: markerTraining,
        data: markers,
      })) {
        curve.x.push(step);
        curve.y.push(accuracy);
        curves[`${name}Accuracy`] = { x: [...curve.x], y: [...curve.y] };
        figures[`${name}Accuracy`] = accuracy;
        yield { done: (0.5 * (n + share)) / contests.length, outcome: outcome() };
      }
    }
    figures['accuracyGained'] = figures['twoAccuracy'] - figures['oneAccuracy'];
    const text = await shortText(options, { characters: CHARACTERS, ...TEXT_SIZES });
    const ofText = pair((layers) => characterModel(text, layers), 'lstm', TEXT_UNITS);
    const textTraining = { ...shortTextTraining(text, { seed, epochs: EPOCHS.text }), ...TEXT_SIZES };
    for (const [n, name] of (['one', 'two'] as const).entries()) {
      const model = ofText[name];
      figures[`${name}TextParameters`] = parameterCount(model);
      for await (const { share, loss } of epochsOf(options, { model, train: textTraining, data: text })) {
        figures[`${name}TextLoss`] = loss;
        yield { done: 0.5 + (n + share) / 4, outcome: outcome() };
      }
    }
    figures['textLossAdded'] = figures['twoTextLoss'] - figures['oneTextLoss'];
    return outcome();
  },
  claims: [
    { id: 'two-layers-find-it', figure: 'twoAccuracy', unit: 'share', atLeast: 0.9 },
    { id: 'one-layer-does-not', figure: 'oneAccuracy', unit: 'share', atMost: 0.6 },
    { id: 'stacking-helps', figure: 'accuracyGained', unit: 'share', atLeast: 0.3 },
    { id: 'an-lstm-needs-one', figure: 'lstmOneAccuracy', unit: 'share', atLeast: 0.9 },
    { id: 'on-text-it-hardly-matters', figure: 'textLossAdded', unit: 'nats', atLeast: -0.15, atMost: 0.15 },
  ],
};

type MakeModel = (recurrent: readonly LayerSpec[]) => ModelSpec;

/** Two layers of so many units, and the narrowest single layer that has no fewer parameters. */
function pair(modelOf: MakeModel, cell: CellType, units: number): { one: ModelSpec; two: ModelSpec } {
  const two = modelOf([recurrentLayer(cell, units), recurrentLayer(cell, units)]);
  let width = units;
  while (parameterCount(modelOf([recurrentLayer(cell, width)])) < parameterCount(two)) width += WIDTH_STEP;
  return { one: modelOf([recurrentLayer(cell, width)]), two };
}

function parameterCount(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/** Only the last layer sums the sequence up. */
function markerModel(recurrent: readonly LayerSpec[]): ModelSpec {
  const layers = recurrent.map((layer, n) =>
    n === recurrent.length - 1 ? { ...layer, returnSequences: false } : layer,
  );
  return {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: MARKED_LETTERS + 1 },
    layers: [{ type: 'one_hot' }, ...layers, dense(MARKED_LETTERS)],
  };
}

function trainOnMarkers(seed: number, sequenceLength: number): TrainSpec {
  const { training, test } = SEQUENCES;
  return {
    ...lessonTraining({ maxSteps: 1, batchSize: 32, sequenceLength, learningRate: 0.01 }),
    maxSteps: null,
    epochs: EPOCHS.marker,
    validationFraction: test / (training + test),
    seed,
  };
}

function markedSequences(train: TrainSpec): TrainingData {
  const random = createStream(train.seed, 'lesson/markers', 0);
  const count = SEQUENCES.training + SEQUENCES.test;
  const sequences = Array.from({ length: count }, () => drawAfterMarker(random, train.sequenceLength));
  return createSequenceData(labelledSequences(sequences, null), train, SEQUENCES.test);
}

interface Contest {
  model: ModelSpec;
  train: TrainSpec;
  data: TrainingData;
}

/** Trains, and measures on what is held out after each epoch. */
async function* epochsOf({ backend, clock }: Pick<LessonRun, 'backend' | 'clock'>, { model, train, data }: Contest) {
  const { training, validation } = data;
  const trainer = createTrainer({ backend, model, train, data: { training, validation }, resumeFrom: null, clock });
  for (let epoch = 1; epoch <= train.epochs; epoch++) {
    while (!trainer.isEpochComplete) await trainer.step();
    const end = await trainer.endEpoch(unhurried);
    if (typeof end?.validationLoss !== 'number') throw new Error('Every epoch is validated.');
    const { step, validationLoss: loss, validationAccuracy } = end;
    yield { step, share: epoch / train.epochs, loss, accuracy: validationAccuracy ?? 0 };
  }
}
