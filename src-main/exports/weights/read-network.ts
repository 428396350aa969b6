import { KerasError } from '../../../src-engine/interchange/keras/read-keras-chain.ts';
import { SafetensorsError } from '../../../src-engine/interchange/safetensors.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { UnreadableFile } from '../../../src-engine/interchange/unreadable-file.ts';
import type { WeightsImportOptions } from '../../contract/weights-import-records.ts';
import type { StagedFile } from '../../datasets/readers/staged-file.ts';
import { buildKeras } from './build-keras.ts';
import { buildNetwork, type BuiltNetwork } from './build-network.ts';
import { ownDescription, ownParameters } from './own-weights.ts';
import { readWeights, unreadable } from './read-weights.ts';
import type { FileTensor, WeightsFile } from './weights-file.ts';

/** The content of a weights file, as plain data that threads can hand over. */
export interface ReadNetwork {
  format: WeightsFile['format'];
  tensors: Omit<FileTensor, 'values'>[];
  /** Texts of the tokens, where they lie beside the weights. */
  vocabulary: string[] | null;
  /** The studio wrote the file, so that nothing has to be chosen. */
  own: TrainedModel | null;
  /** The network that can be made of it with the person's choices; null where it is the studio's own. */
  built: BuiltNetwork | null;
}

/** Throws `model-file-refused` with what is wrong. */
export async function readNetwork(file: StagedFile, options: WeightsImportOptions): Promise<ReadNetwork> {
  const weights = await readWeights(file);
  try {
    const { format, vocabulary } = weights;
    const own = weights.keras === null ? ownSafetensors(weights) : ownKeras(weights.keras);
    const built =
      own !== null
        ? null
        : weights.keras === null
          ? buildNetwork(weights, options)
          : buildKeras(weights.keras, options.task);
    const tensors = weights.tensors.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
    return { format, tensors, vocabulary, own, built };
  } catch (error) {
    if (error instanceof UnreadableFile) throw unreadable(file.path, error);
    throw error;
  }
}

function ownSafetensors(weights: WeightsFile): TrainedModel | null {
  const described = ownDescription(weights);
  if (described === null) return null;
  const { name, step, model, tokenizer, classes, preparation } = described;
  const tensors = weights.tensors.map(({ name: tensor, shape, values }) => ({
    name: tensor,
    shape,
    values: values() ?? new Float32Array(),
  }));
  const parameters = ownParameters(described, tensors);
  for (const [parameter, { values }] of parameters) {
    if (!values.every(Number.isFinite))
      throw new SafetensorsError(`is damaged: ${parameter} has values that are not finite.`, {
        reason: 'not-finite',
        tensor: parameter,
      });
  }
  return { name, step, model, tokenizer, classes, preparation, parameters };
}

function ownKeras(weights: NonNullable<WeightsFile['keras']>): TrainedModel | null {
  if (weights.notes === null) return null;
  const { name, step, tokenizer, classes, preparation } = weights.notes;
  // Layers do not say what a forecaster forecasts.
  const { forecast } = weights.notes.model;
  const { model: read, parameters, vocabularySize, problems } = buildKeras(weights, undefined);
  const model = read && { ...read, ...(forecast && { forecast }) };
  if (model === null) throw new KerasError(`is damaged. ${problems[0]?.message ?? ''}`);
  if (vocabularySize !== null && tokenizer?.vocabulary.length !== vocabularySize)
    throw new KerasError('is damaged: its vocabulary is not as large as its network asks.');
  return { name, step, model, tokenizer: vocabularySize === null ? null : tokenizer, classes, preparation, parameters };
}
