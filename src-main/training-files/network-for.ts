import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { DatasetRecord } from '../contract/datasets/dataset-records.ts';
import type { TrainingFile } from '../contract/training-files/training-file.ts';

/** Returns the network of a file; the data decides how large its input is, and whether it reads tokens or numbers. */
export function networkFor(
  { task, input, layers, forecast }: NonNullable<TrainingFile['model']>,
  { kind }: Pick<DatasetRecord, 'kind'>,
): ModelSpec {
  const readsTokens = kind === 'text' || kind === 'labelled' || kind === 'tagged';
  return {
    task: task ?? 'language-model',
    input: input ?? (readsTokens ? { kind: 'tokens', vocabularySize: 1 } : { kind: 'features', size: 1 }),
    layers,
    ...(forecast !== undefined && { forecast }),
  };
}
