import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { SafetensorsError } from '../../../src-engine/interchange/safetensors.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import type {
  VocabularySource,
  WeightsImportOptions,
  WeightsInspection,
} from '../../contract/weights-import-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { ImportStaging, StagedFile } from '../../datasets/import-staging.ts';
import { buildNetwork } from './build-network.ts';
import { importVocabulary, reasonOf, unreachableTokens } from './import-vocabulary.ts';
import { ownDescription, ownParameters } from './own-weights.ts';
import { readWeights, refused } from './read-weights.ts';
import type { WeightsFile } from './weights-file.ts';

const shownTokens = 200;

/** What a weights file holds with the person's choices, and the network of it; null while there are problems. */
export async function inspectWeights(
  file: StagedFile,
  options: WeightsImportOptions,
  context: { datasets: Datasets; staging: ImportStaging },
): Promise<{ inspection: WeightsInspection; network: TrainedModel | null }> {
  const weights = await readWeights(file);
  return describeOwn(file, weights, options) ?? (await describeForeign(file, weights, options, context));
}

function describeOwn(file: StagedFile, weights: WeightsFile, options: WeightsImportOptions) {
  try {
    const described = ownDescription(weights);
    if (described === null) return null;
    const { model, tokenizer, classes, step } = described;
    const tensors = weights.tensors.map(({ name, shape, values }) => ({
      name,
      shape,
      values: values() ?? new Float32Array(),
    }));
    const parameters = ownParameters(described, tensors);
    for (const [name, { values }] of parameters) {
      if (!values.every(Number.isFinite))
        throw new SafetensorsError(`is damaged: ${name} has values that are not finite.`);
    }
    const name = options.name ?? described.name;
    const inspection: WeightsInspection = {
      ...commonOf(file, weights, options),
      isComplete: true,
      name,
      slots: [],
      task: model.task,
      cell: null,
      layers: 0,
      bidirectional: false,
      vocabularySize: model.input.kind === 'tokens' ? model.input.vocabularySize : null,
      model,
      vocabulary: tokenizer === null ? null : shownVocabulary({ source: 'weights' }, tokenizer),
      problems: [],
      notes: [],
    };
    return { inspection, network: { name, step, model, tokenizer, classes, parameters } };
  } catch (error) {
    if (error instanceof SafetensorsError) throw refused(file.path, error.message);
    throw error;
  }
}

async function describeForeign(
  file: StagedFile,
  weights: WeightsFile,
  options: WeightsImportOptions,
  context: { datasets: Datasets; staging: ImportStaging },
): Promise<{ inspection: WeightsInspection; network: TrainedModel | null }> {
  const built = buildNetwork(weights, options);
  const { slots, task, vocabularySize, model, parameters, problems, notes } = built;
  const source = options.vocabulary ?? proposedSource(weights, vocabularySize);
  let tokenizer: TokenizerState | null = null;
  if (task !== 'regression' && vocabularySize !== null) {
    if (source === null) {
      const message = `The network knows ${vocabularySize} tokens by their numbers alone. Say what they stand for.`;
      problems.push({ code: 'vocabulary-missing', message, values: { size: vocabularySize } });
    } else {
      try {
        tokenizer = await importVocabulary(source, weights.vocabulary, context);
        const found = tokenizer.vocabulary.length;
        if (found !== vocabularySize) {
          const message = `The vocabulary has ${found} tokens, the network ${vocabularySize}.`;
          problems.push({ code: 'vocabulary-size', message, values: { expected: vocabularySize, found } });
        }
        const unreachable = unreachableTokens(tokenizer);
        if (unreachable.length > 0) {
          const message = `${unreachable.length} tokens are never found in a text, since they are cut otherwise.`;
          notes.push({ code: 'unreachable-tokens', message, values: { count: unreachable.length } });
        }
      } catch (error) {
        const reason = reasonOf(error);
        problems.push({ code: 'vocabulary-unreadable', message: reason, values: { reason } });
      }
    }
  }
  const name =
    options.name ??
    file.path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]+$/, '') ??
    file.path;
  const inspection: WeightsInspection = {
    ...commonOf(file, weights, options),
    isComplete: false,
    name,
    slots: slots.slots,
    task,
    cell: slots.cell,
    layers: slots.layers,
    bidirectional: slots.bidirectional,
    vocabularySize,
    model,
    vocabulary: tokenizer === null || source === null ? null : shownVocabulary(source, tokenizer),
    problems,
    notes,
  };
  const network =
    model === null || problems.length > 0
      ? null
      : { name, step: 0, model, tokenizer: task === 'regression' ? null : tokenizer, classes: null, parameters };
  return { inspection, network };
}

function commonOf(file: StagedFile, { format, tensors }: WeightsFile, options: WeightsImportOptions) {
  return {
    kind: 'weights' as const,
    fileName: file.path,
    bytes: file.bytes,
    format,
    tensors: tensors.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
    activation: options.activation ?? 'tanh',
    recurrentActivation: options.recurrentActivation ?? 'sigmoid',
    gates: options.gates ?? 'pytorch',
  };
}

function proposedSource({ vocabulary }: WeightsFile, size: number | null): VocabularySource | null {
  if (vocabulary !== null) return { source: 'weights' };
  return size === 256 ? { source: 'bytes' } : null;
}

function shownVocabulary(source: VocabularySource, { spec, vocabulary }: TokenizerState) {
  return { source, tokenizer: spec, size: vocabulary.length, tokens: vocabulary.slice(0, shownTokens) };
}
