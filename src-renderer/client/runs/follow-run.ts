import { ORPCError } from '@orpc/client';
import type { RunRecord, RunUpdate } from '../../../src-main/contract/runs/run-records.ts';
import { withChanges } from '../../../src-main/contract/runs/run-progress.ts';
import type { Connection } from '../connection/connect.ts';
import { studioErrorOf } from '../connection/errors.ts';

type Metrics = Pick<RunUpdate, 'steps' | 'epochs'>;

export interface RunListener {
  /** Takes the run as it is now; what has not changed of it is the same object as before. */
  onRun(run: RunRecord): void;
  /**
   * Metrics in order. A batch may begin at or before what was heard last: after a lost connection, or when the run went on from an
   * earlier checkpoint. It then takes the place of what it overlaps.
   */
  onMetrics(metrics: Metrics): void;
  /** Takes what a forecaster in training now says of the validation part. */
  onForecast?(forecast: NonNullable<RunUpdate['forecast']>): void;
  /** The run does not exist, or exists no longer. */
  onGone(): void;
  /** The host refused; nothing more will come. */
  onError(error: unknown): void;
}

/** Between a failed line and the next attempt, so that a half-closed socket is not asked again and again. */
const retryDelayMs = 200;

/**
 * Follows a run, live or over, until it is deleted or the returned function is called: its past metrics once, thinned to about
 * `maxPoints`, then every update. Subscribes again by itself when a lost connection is back, from the step it has reached.
 */
export function followRun(connection: Connection, runId: string, maxPoints: number, listener: RunListener): () => void {
  const stopped = new AbortController();
  let lastStep = 0;

  const deliver = ({ steps, epochs }: Metrics) => {
    if (steps.length === 0 && epochs.length === 0) return;
    lastStep = steps.at(-1)?.step ?? lastStep;
    listener.onMetrics({ steps, epochs });
  };

  const follow = async () => {
    const line = new AbortController();
    const signal = AbortSignal.any([stopped.signal, line.signal]);
    try {
      // Subscribe first and load the past afterwards: nothing falls between the two.
      const updates = await connection.client.runs.follow({ runId }, { signal });
      let told: RunRecord | null = null;
      let early: Metrics[] | null = [];
      const past = connection.client.runs
        .metrics({ runId, afterStep: lastStep, maxPoints }, { signal })
        .then((metrics) => {
          deliver(metrics);
          early?.forEach(deliver);
          early = null;
        });
      past.catch(() => line.abort());
      for await (const update of updates) {
        if (stopped.signal.aborted) return;
        if (update.type === 'run') told = update.run;
        else if (told !== null) told = withChanges(told, update.changes);
        if (told !== null) listener.onRun(told);
        if (update.forecast) listener.onForecast?.(update.forecast);
        if (early === null) deliver(update);
        else early.push(update);
      }
      await past;
    } finally {
      line.abort();
    }
  };

  const keepFollowing = async () => {
    while (!stopped.signal.aborted) {
      await connection.connected();
      try {
        await follow();
        return listener.onGone();
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (studioErrorOf(error)?.code === 'run-not-found') return listener.onGone();
        if (error instanceof ORPCError) return listener.onError(error);
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
      }
    }
  };

  void keepFollowing();
  return () => stopped.abort();
}
