import type { StepMetrics } from '../../src-engine/spec/engine-protocol.ts';
import type { Writer } from './handles/handles.ts';

/** Widths of the buckets whose extremes are kept while steps arrive. */
const widths: readonly number[] = [16, 256, 4096];

interface Extremes {
  minimum: number;
  minimumStep: number;
  maximum: number;
  maximumStep: number;
}

type StoredExtremes = Extremes & { runKey: number; width: number; bucket: number };

export function stepMetricsTable(database: Writer) {
  const columns = `m.step, m.epoch, m.loss, m.gradient_norm AS gradientNorm, m.learning_rate AS learningRate,
    m.tokens_per_second AS tokensPerSecond, m.elapsed_ms AS elapsedMs`;
  const insert = database.prepare<StepMetrics & { runKey: number }>(
    `INSERT INTO step_metrics
       (run_key, step, epoch, loss, gradient_norm, learning_rate, tokens_per_second, elapsed_ms)
     VALUES (@runKey, @step, @epoch, @loss, @gradientNorm, @learningRate, @tokensPerSecond, @elapsedMs)`,
  );
  const widen = database.prepare<StoredExtremes>(
    `INSERT INTO step_extremes (run_key, width, bucket, minimum, minimum_step, maximum, maximum_step)
     VALUES (@runKey, @width, @bucket, @minimum, @minimumStep, @maximum, @maximumStep)
     ON CONFLICT DO UPDATE SET
       minimum_step = iif(excluded.minimum < minimum, excluded.minimum_step, minimum_step),
       minimum = min(minimum, excluded.minimum),
       maximum_step = iif(excluded.maximum > maximum, excluded.maximum_step, maximum_step),
       maximum = max(maximum, excluded.maximum)`,
  );
  const removeAfter = database.prepare<[number, number]>('DELETE FROM step_metrics WHERE run_key = ? AND step > ?');
  // The bucket that `step` lies in goes too: it is built again from what is left.
  const removeExtremesAfter = database.prepare<{ runKey: number; step: number }>(
    'DELETE FROM step_extremes WHERE run_key = @runKey AND (bucket + 1) * width > @step',
  );
  // One at a time, each is a look at the end of the index; together they would be a scan.
  const selectFirst = database
    .prepare<[number, number], number | null>('SELECT min(step) FROM step_metrics WHERE run_key = ? AND step > ?')
    .pluck();
  const selectLast = database
    .prepare<[number, number], number | null>('SELECT max(step) FROM step_metrics WHERE run_key = ? AND step <= ?')
    .pluck();
  const selectRange = database.prepare<[number, number, number], StepMetrics>(
    `SELECT ${columns} FROM step_metrics m WHERE m.run_key = ? AND m.step > ? AND m.step <= ? ORDER BY m.step`,
  );
  const selectNext = database.prepare<[number, number, number], StepMetrics>(
    `SELECT ${columns} FROM step_metrics m WHERE m.run_key = ? AND m.step > ? ORDER BY m.step LIMIT ?`,
  );
  const selectCount = database.prepare<[number], number>('SELECT count(*) FROM step_metrics WHERE run_key = ?').pluck();
  const selectMean = database
    .prepare<[number, number, number], number | null>(
      'SELECT avg(loss) FROM step_metrics WHERE run_key = ? AND step > ? AND step <= ?',
    )
    .pluck();
  const selectLosses = database.prepare<{ runKey: number; from: number; to: number }, { step: number; loss: number }>(
    'SELECT step, loss FROM step_metrics WHERE run_key = @runKey AND step >= @from AND step < @to',
  );
  const selectExtremes = database.prepare<{ runKey: number; width: number; from: number; to: number }, Extremes>(
    `SELECT minimum, minimum_step AS minimumStep, maximum, maximum_step AS maximumStep
     FROM step_extremes WHERE run_key = @runKey AND width = @width AND bucket >= @from AND bucket < @to`,
  );
  // CROSS JOIN keeps the order: a look-up for each wanted step.
  const selectSteps = database.prepare<[string, number], StepMetrics>(
    `SELECT ${columns} FROM json_each(?) wanted
     CROSS JOIN step_metrics m ON m.run_key = ? AND m.step = wanted.value ORDER BY m.step`,
  );

  function widenBuckets(runKey: number, points: readonly { step: number; loss: number }[]): void {
    for (const width of widths) {
      const buckets = extremesByBucket(points.map(asExtremes), ({ minimumStep }) => Math.floor(minimumStep / width));
      for (const [bucket, extremes] of buckets) widen.run({ runKey, width, bucket, ...extremes });
    }
  }

  function losses(runKey: number, from: number, to: number): Extremes[] {
    return selectLosses.all({ runKey, from, to }).map(asExtremes);
  }

  return {
    insert(runKey: number, steps: readonly StepMetrics[]): void {
      for (const step of steps) insert.run({ ...step, runKey });
      widenBuckets(runKey, steps);
    },

    /** The next `count` steps after one, all of them. */
    list: (runKey: number, afterStep: number, count: number): StepMetrics[] => selectNext.all(runKey, afterStep, count),
    /**
     * Returns all steps of a training or, where there are more than `pieces` · `length`, that many pieces of
     * consecutive ones, evenly spread from the first step to the last: unlike extremes, they have the mean and the
     * noise of the whole.
     */
    listPieces(runKey: number, { pieces, length }: { pieces: number; length: number }): StepMetrics[] {
      const first = selectFirst.get(runKey, -1) ?? null;
      const last = selectLast.get(runKey, Number.MAX_SAFE_INTEGER) ?? null;
      if (first === null || last === null) return [];
      if (last - first < pieces * length) return selectRange.all(runKey, first - 1, last);
      return Array.from({ length: pieces }, (_, n) => {
        const from = first + Math.round((n * (last - first + 1 - length)) / (pieces - 1));
        return selectRange.all(runKey, from - 1, from + length - 1);
      }).flat();
    },
    count: (runKey: number): number => selectCount.get(runKey) ?? 0,
    /** Returns the mean loss of the steps after `afterStep` up to `lastStep`; null where there are none. */
    meanLoss: (runKey: number, afterStep: number, lastStep: number): number | null =>
      selectMean.get(runKey, afterStep, lastStep) ?? null,

    /** Takes a run back to `step`. */
    deleteAfter(runKey: number, step: number): void {
      removeAfter.run(runKey, step);
      removeExtremesAfter.run({ runKey, step });
      for (const width of widths) {
        const bucket = Math.floor(step / width);
        const [extremes] = extremesByBucket(losses(runKey, bucket * width, step + 1), () => bucket).values();
        if (extremes !== undefined) widen.run({ runKey, width, bucket, ...extremes });
      }
    },

    /**
     * The steps after `afterStep` up to `lastStep`; where they are more than `maxPoints`, those with the smallest and the largest
     * loss of maxPoints/2 equal parts, and the last step.
     */
    listThinned(
      runKey: number,
      afterStep: number,
      maxPoints: number,
      lastStep = Number.MAX_SAFE_INTEGER,
    ): StepMetrics[] {
      const first = selectFirst.get(runKey, afterStep) ?? null;
      const last = selectLast.get(runKey, lastStep) ?? null;
      if (first === null || last === null || first > last) return [];
      const count = last - first + 1;
      if (count <= maxPoints) return selectRange.all(runKey, afterStep, last);
      const partWidth = count / Math.floor(maxPoints / 2);
      const width = widths.findLast((candidate) => candidate <= partWidth);
      // Whole buckets between the first and the last step, single steps before and after them.
      const from = width === undefined ? Infinity : Math.ceil(first / width);
      const to = width === undefined ? 0 : Math.floor((last + 1) / width);
      const candidates =
        width === undefined || from >= to
          ? losses(runKey, first, last + 1)
          : [
              ...losses(runKey, first, from * width),
              ...selectExtremes.all({ runKey, width, from, to }),
              ...losses(runKey, to * width, last + 1),
            ];
      const parts = extremesByBucket(candidates, ({ minimumStep }) => Math.floor((minimumStep - first) / partWidth));
      const kept = new Set([last]);
      for (const { minimumStep, maximumStep } of parts.values()) kept.add(minimumStep).add(maximumStep);
      return selectSteps.all(JSON.stringify([...kept]), runKey);
    },
  };
}

function asExtremes({ step, loss }: { step: number; loss: number }): Extremes {
  return { minimum: loss, minimumStep: step, maximum: loss, maximumStep: step };
}

function extremesByBucket(points: readonly Extremes[], bucketOf: (point: Extremes) => number): Map<number, Extremes> {
  const buckets = new Map<number, Extremes>();
  for (const point of points) {
    const bucket = bucketOf(point);
    const known = buckets.get(bucket);
    if (known === undefined) buckets.set(bucket, { ...point });
    else {
      if (point.minimum < known.minimum) [known.minimum, known.minimumStep] = [point.minimum, point.minimumStep];
      if (point.maximum > known.maximum) [known.maximum, known.maximumStep] = [point.maximum, point.maximumStep];
    }
  }
  return buckets;
}
