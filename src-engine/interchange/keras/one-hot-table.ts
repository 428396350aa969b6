import type { ModelSpec } from '../../spec/model-spec.ts';
import type { ExportRefusal } from '../export-file.ts';

const mostBytes = 2 ** 28;

/** Bytes of the unit vectors by which Keras' networks read tokens one-hot. */
export function oneHotBytes({ input, layers }: ModelSpec): number {
  return input.kind === 'tokens' && layers[0]?.type === 'one_hot' ? 4 * input.vocabularySize ** 2 : 0;
}

/** The table grows with the square of the vocabulary. */
export function oneHotRefusal(model: ModelSpec): ExportRefusal | null {
  const bytes = oneHotBytes(model);
  if (bytes <= mostBytes) return null;
  const megabytes = Math.round(bytes / 2 ** 20);
  return {
    code: 'one-hot-table-too-large',
    message: `To read so many tokens one-hot, this format would need a table of ${megabytes} MB. Take ONNX instead.`,
    values: { megabytes },
  };
}
