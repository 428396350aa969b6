import { fitModel } from '../../src-engine/models/fit-model.ts';
import { isRecurrent } from '../../src-engine/models/model-problem.ts';
import { elementCount, parameterSpecs } from '../../src-engine/models/parameter-specs.ts';
import { courseClassifier, defaultTraining, languageModelPresets } from '../../src-engine/models/presets.ts';
import { validateModel } from '../../src-engine/models/validate-model.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { describeShortage } from '../../src-engine/training/language-model-data.ts';
import { StudioError } from '../contract/errors.ts';
import type { PresetRecord, StartRun } from '../contract/records.ts';
import type { Analysis } from '../db/analysis-table.ts';

/** The vocabulary for which presets are shown before a dataset is chosen. */
const exampleVocabularySize = 100;

export interface RunSetup {
  /** The preset's name, or the own model in a few words. */
  modelName: string;
  model: ModelSpec;
  train: TrainSpec;
  parameterCount: number;
}

export interface DataFacts extends Pick<Analysis, 'vocabularySize' | 'tokenCount'> {
  /** Documents or samples. */
  texts: number;
  /** null: the texts have no labels. */
  classCount: number | null;
}

export function presetRecords(): PresetRecord[] {
  return languageModelPresets(exampleVocabularySize).map((preset) => ({
    ...preset,
    parameterCount: countParameters(preset.model),
  }));
}

/** The wanted model, as large as the data asks, and how to train it. Throws `invalid-model`, `invalid-data` and `text-too-short`. */
export function setUpRun(input: StartRun, data: DataFacts): RunSetup {
  const wanted = chooseModel(input, data.vocabularySize);
  const outputs = wanted.model.task === 'language-model' ? data.vocabularySize : data.classCount;
  if (outputs === null) {
    throw new StudioError(
      'invalid-data',
      'This dataset has no labels to learn. Choose a language model, or a dataset whose texts have labels.',
    );
  }
  const model = fitModel(wanted.model, { inputs: data.vocabularySize, outputs });
  const [problem] = validateModel(model);
  if (problem !== undefined) throw new StudioError('invalid-model', problem.message, problem.values);
  const changes = Object.fromEntries(Object.entries(input.train).filter(([, value]) => value !== undefined));
  const train: TrainSpec = { ...wanted.train, ...changes };
  const shortage =
    model.task === 'language-model' && data.texts === 1 ? describeShortage(data.tokenCount, train) : null;
  if (shortage !== null) throw new StudioError('text-too-short', shortage, { tokens: data.tokenCount });
  return { modelName: wanted.name, model, train, parameterCount: countParameters(model) };
}

function chooseModel({ presetId, model }: StartRun, vocabularySize: number) {
  if (model !== null) return { name: describeModel(model), model, train: defaultTraining(model.task) };
  const presets = [...languageModelPresets(vocabularySize), courseClassifier()];
  const preset = presets.find(({ id }) => id === presetId);
  if (preset !== undefined) return preset;
  const known = presets.map(({ id }) => id).join(', ');
  throw new StudioError(
    'invalid-model',
    presetId === null
      ? 'There is no model to train. Choose a preset, or build one.'
      : `There is no preset “${presetId}”. Choose one of ${known}.`,
    { presetId: presetId ?? '' },
  );
}

/** Its recurrent layers: `LSTM 128, LSTM 64`. */
function describeModel({ layers }: ModelSpec): string {
  const names = { lstm: 'LSTM', gru: 'GRU', simple_rnn: 'RNN' };
  return layers
    .filter(isRecurrent)
    .map(({ type, units, bidirectional }) => `${bidirectional === null ? '' : 'bi-'}${names[type]} ${units}`)
    .join(', ');
}

function countParameters(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
