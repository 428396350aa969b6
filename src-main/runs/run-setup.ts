import { elementCount, parameterSpecs } from '../../src-engine/models/parameter-specs.ts';
import { languageModelPresets } from '../../src-engine/models/presets.ts';
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
  presetName: string;
  model: ModelSpec;
  train: TrainSpec;
  parameterCount: number;
}

export function presetRecords(): PresetRecord[] {
  return languageModelPresets(exampleVocabularySize).map((preset) => ({
    ...preset,
    parameterCount: countParameters(preset.model),
  }));
}

/** A preset for this text with the person's changes. Throws `invalid-model` and `text-too-short`. */
export function setUpRun(
  { presetId, train: wanted }: StartRun,
  { vocabularySize, tokenCount }: Pick<Analysis, 'vocabularySize' | 'tokenCount'>,
): RunSetup {
  const presets = languageModelPresets(vocabularySize);
  const preset = presets.find(({ id }) => id === presetId);
  if (preset === undefined) {
    const known = presets.map(({ id }) => id).join(', ');
    throw new StudioError('invalid-model', `There is no preset “${presetId}”. Choose one of ${known}.`, { presetId });
  }
  const [problem] = validateModel(preset.model);
  if (problem !== undefined) throw new StudioError('invalid-model', problem.message, problem.values);
  const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const train: TrainSpec = { ...preset.train, ...changes };
  const shortage = describeShortage(tokenCount, train);
  if (shortage !== null) throw new StudioError('text-too-short', shortage, { tokens: tokenCount });
  return {
    presetName: preset.name,
    model: preset.model,
    train,
    parameterCount: countParameters(preset.model),
  };
}

function countParameters(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
