import type { RatePick } from '../../src-engine/spec/learning-rate-spec.ts';
import type { OptimizerSpec } from '../../src-engine/spec/train-spec.ts';
import type { Writer } from './handles/handles.ts';

export type FoundRate = Pick<RatePick, 'learningRate' | 'divergesAt'>;

/**
 * The rates that searches have picked most recently, by the hash of a network and its data and by the type of the
 * optimizer.
 */
export function foundRateTable(database: Writer) {
  const put = database.prepare<FoundRate & { modelHash: string; optimizer: string }>(
    `INSERT OR REPLACE INTO found_rates (model_hash, optimizer, learning_rate, diverges_at)
     VALUES (@modelHash, @optimizer, @learningRate, @divergesAt)`,
  );
  const select = database.prepare<[string, string], FoundRate>(
    `SELECT learning_rate AS learningRate, diverges_at AS divergesAt FROM found_rates
     WHERE model_hash = ? AND optimizer = ?`,
  );

  return {
    put: (modelHash: string, optimizer: OptimizerSpec['type'], { learningRate, divergesAt }: FoundRate): void =>
      void put.run({ modelHash, optimizer, learningRate, divergesAt }),
    get: (modelHash: string, optimizer: OptimizerSpec['type']): FoundRate | null =>
      select.get(modelHash, optimizer) ?? null,
  };
}
