import type { EpochMetrics } from '../../src-engine/spec/engine-protocol.ts';
import type { Breakdown, Scores } from '../../src-engine/spec/evaluation-spec.ts';
import type { Writer } from './handles/handles.ts';

/** An epoch as its row has it: everything but numbers is JSON. */
type EpochRow = Omit<EpochMetrics, 'validationScores'> & { validationScores: string | null };
type BreakdownRow = { epoch: number; breakdown: string };

export function epochMetricsTable(database: Writer) {
  // A run that its step limit ended within an epoch has measured it once; when it goes on, the whole epoch takes its place.
  const insert = database.prepare<EpochRow & { runKey: number; breakdown: string | null }>(
    `INSERT OR REPLACE INTO epoch_metrics
       (run_key, epoch, step, train_loss, validation_loss, validation_accuracy, tokens_per_second, elapsed_ms,
        validation_scores, breakdown)
     VALUES
       (@runKey, @epoch, @step, @trainLoss, @validationLoss, @validationAccuracy, @tokensPerSecond, @elapsedMs,
        @validationScores, @breakdown)`,
  );
  const select = database.prepare<[number, number], EpochRow>(
    `SELECT epoch, step, train_loss AS trainLoss, validation_loss AS validationLoss,
       validation_accuracy AS validationAccuracy, tokens_per_second AS tokensPerSecond, elapsed_ms AS elapsedMs,
       validation_scores AS validationScores
     FROM epoch_metrics WHERE run_key = ? AND step > ? ORDER BY epoch`,
  );
  const selectBreakdown = database.prepare<[number, number], BreakdownRow>(
    'SELECT epoch, breakdown FROM epoch_metrics WHERE run_key = ? AND epoch = ? AND breakdown IS NOT NULL',
  );
  const selectLastBreakdown = database.prepare<[number], BreakdownRow>(
    `SELECT epoch, breakdown FROM epoch_metrics WHERE run_key = ? AND breakdown IS NOT NULL
     ORDER BY epoch DESC LIMIT 1`,
  );
  const removeAfter = database.prepare<[number, number]>('DELETE FROM epoch_metrics WHERE run_key = ? AND step > ?');

  return {
    insert(runKey: number, epoch: EpochMetrics, breakdown: Breakdown | null): void {
      insert.run({
        ...epoch,
        runKey,
        validationScores: JSON.stringify(epoch.validationScores),
        breakdown: breakdown && JSON.stringify(breakdown),
      });
    },
    list: (runKey: number, afterStep: number): EpochMetrics[] =>
      select.all(runKey, afterStep).map((row) => ({ ...row, validationScores: scoresOf(row) })),
    /** Returns the breakdown behind the scores of an epoch, or with null that of the last epoch that has one. */
    breakdown(runKey: number, epoch: number | null): { epoch: number; breakdown: Breakdown } | null {
      const row = epoch === null ? selectLastBreakdown.get(runKey) : selectBreakdown.get(runKey, epoch);
      return row === undefined ? null : { epoch: row.epoch, breakdown: JSON.parse(row.breakdown) as Breakdown };
    },
    deleteAfter: (runKey: number, step: number): void => void removeAfter.run(runKey, step),
  };
}

/** An older studio stored the accuracy alone. */
function scoresOf({ validationScores, validationAccuracy }: EpochRow): Scores {
  if (validationScores !== null) return JSON.parse(validationScores) as Scores;
  return validationAccuracy === null ? {} : { accuracy: validationAccuracy };
}
