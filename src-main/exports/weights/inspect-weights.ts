import { isRecurrent } from '../../../src-engine/cells/index.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type {
  VocabularyFault,
  VocabularySource,
  WeightsImportOptions,
  WeightsInspection,
} from '../../contract/weights-import-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { ImportStaging } from '../../datasets/imports/import-staging.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import type { FormatProcesses } from '../processes/format-processes.ts';
import type { BuiltNetwork } from './build-network.ts';
import { importVocabulary, unreachableTokens } from './import-vocabulary.ts';
import { VocabularyError } from './vocabulary-error.ts';
import type { ReadNetwork } from './read-network.ts';
import { readForeignFile } from './read-foreign-file.ts';

const shownTokens = 200;

export interface InspectionContext {
  datasets: Datasets;
  staging: ImportStaging;
  formats: FormatProcesses;
}

/**
 * Returns the content of a weights file with the person's choices, and the network of it; null while there are problems. Throws `model-file-refused`,
 * and the signal's reason where it aborts.
 */
export async function inspectWeights(
  file: StagedFile,
  options: WeightsImportOptions,
  context: InspectionContext,
  signal: AbortSignal,
): Promise<{ inspection: WeightsInspection; network: TrainedModel | null }> {
  const read = await readForeignFile(context.formats, { type: 'read-weights', file, options }, signal);
  if (read.own !== null) return describeOwn(file, read, read.own, options);
  if (read.built === null) throw new Error('A file was read, and nothing was built.');
  return describeForeign(file, read, read.built, options, context, signal);
}

function describeOwn(file: StagedFile, read: ReadNetwork, own: TrainedModel, options: WeightsImportOptions) {
  const { model, tokenizer } = own;
  const name = options.name ?? own.name;
  const inspection: WeightsInspection = {
    ...commonOf(file, read, model, options),
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
    leftOut: [],
    problems: [],
    notes: [],
  };
  return { inspection, network: { ...own, name } };
}

async function describeForeign(
  file: StagedFile,
  read: ReadNetwork,
  { slots, task, vocabularySize, model, parameters, problems, notes, leftOut }: BuiltNetwork,
  options: WeightsImportOptions,
  context: InspectionContext,
  signal: AbortSignal,
): Promise<{ inspection: WeightsInspection; network: TrainedModel | null }> {
  const source = options.vocabulary ?? proposedSource(read, vocabularySize);
  let tokenizer: TokenizerState | null = null;
  if (taskFacts[task].inputs[0] === 'tokens' && vocabularySize !== null) {
    if (source === null) {
      const message = `The network knows ${vocabularySize} tokens by their numbers alone. Say what they stand for.`;
      problems.push({ code: 'vocabulary-missing', message, values: { size: vocabularySize } });
    } else {
      try {
        tokenizer = await importVocabulary(source, read.vocabulary, context, signal);
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
        signal.throwIfAborted();
        const message = error instanceof Error ? error.message : String(error);
        const reason: VocabularyFault = error instanceof VocabularyError ? error.reason : 'unreadable';
        problems.push({ code: 'vocabulary-unreadable', message, values: { reason } });
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
    ...commonOf(file, read, model, options),
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
    leftOut,
    problems,
    notes,
  };
  const network =
    model === null || problems.length > 0 ? null : { name, step: 0, model, tokenizer, classes: null, parameters };
  return { inspection, network };
}

type ActivationChoices = { units: number } & Pick<WeightsImportOptions, 'activation' | 'recurrentActivation'>;

function commonOf(
  file: StagedFile,
  { format, tensors }: ReadNetwork,
  model: ModelSpec | null,
  options: WeightsImportOptions,
) {
  // Not every cell has a choice of activations.
  const recurrent: ActivationChoices | undefined = model?.layers.find(isRecurrent);
  return {
    kind: 'weights' as const,
    fileName: file.path,
    bytes: file.bytes,
    format,
    tensors,
    activation: recurrent?.activation ?? options.activation ?? 'tanh',
    recurrentActivation: recurrent?.recurrentActivation ?? options.recurrentActivation ?? 'sigmoid',
    gates: options.gates ?? 'pytorch',
  };
}

function proposedSource({ vocabulary }: ReadNetwork, size: number | null): VocabularySource | null {
  if (vocabulary !== null) return { source: 'weights' };
  return size === 256 ? { source: 'bytes' } : null;
}

function shownVocabulary(source: VocabularySource, { spec, vocabulary }: TokenizerState) {
  return { source, tokenizer: spec, size: vocabulary.length, tokens: vocabulary.slice(0, shownTokens) };
}
