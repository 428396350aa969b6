import { createHash } from 'node:crypto';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { DatasetRow } from '../db/dataset-table.ts';

/** Returns a hash that is the same for all runs of a network on the same data, whatever the ids of its layers. */
export function modelHash({ layers, ...model }: ModelSpec, { id, hash }: Pick<DatasetRow, 'id' | 'hash'>): string {
  const anonymous = layers.map((layer) => ({ ...layer, id: undefined }));
  return createHash('sha256')
    .update(JSON.stringify([model, anonymous, hash || id]))
    .digest('hex');
}
