import type { EpochMetrics } from '../../src-engine/spec/engine-protocol.ts';
import type { Writer } from './handles/handles.ts';

export function epochMetricsTable(database: Writer) {
  // A run that its step limit ended within an epoch has measured it once; when it goes on, the whole epoch takes its place.
  const insert = database.prepare<EpochMetrics & { runKey: number }>(
    `INSERT OR REPLACE INTO epoch_metrics
       (run_key, epoch, step, train_loss, validation_loss, validation_accuracy, tokens_per_second, elapsed_ms)
     VALUES
       (@runKey, @epoch, @step, @trainLoss, @validationLoss, @validationAccuracy, @tokensPerSecond, @elapsedMs)`,
  );
  const select = database.prepare<[number, number], EpochMetrics>(
    `SELECT epoch, step, train_loss AS trainLoss, validation_loss AS validationLoss,
       validation_accuracy AS validationAccuracy, tokens_per_second AS tokensPerSecond, elapsed_ms AS elapsedMs
     FROM epoch_metrics WHERE run_key = ? AND step > ? ORDER BY epoch`,
  );
  const removeAfter = database.prepare<[number, number]>('DELETE FROM epoch_metrics WHERE run_key = ? AND step > ?');

  return {
    insert: (runKey: number, epoch: EpochMetrics): void => void insert.run({ ...epoch, runKey }),
    list: (runKey: number, afterStep: number): EpochMetrics[] => select.all(runKey, afterStep),
    deleteAfter: (runKey: number, step: number): void => void removeAfter.run(runKey, step),
  };
}
