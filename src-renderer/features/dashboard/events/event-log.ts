import { minimalImprovement } from '../../../../src-main/contract/minimal-improvement.ts';
import type { Diagnosis, FindingRule } from '../../../../src-main/contract/doctor/doctor-records.ts';
import type { RunEventKind, RunEventRecord, RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';
import type { RunMetrics } from '../../../domain/training/run-metrics.ts';
import type { StepScale } from '../../../domain/training/step-scale.ts';

export type LogEntry = { step: number; at: number | null; id: string } & (
  | { kind: 'event'; event: RunEventKind; message: string | null; error: RunEventRecord['error'] }
  | { kind: 'epoch'; epoch: number; trainLoss: number; validationLoss: number | null; isBest: boolean }
  | { kind: 'checkpoint'; reason: CheckpointRecord['reason'] }
  | { kind: 'finding'; rule: FindingRule }
);

/** Returns the events of a run, newest first. `clock` gives the times that were not recorded. */
export function eventLog(
  run: Pick<RunRecord, 'createdAt'>,
  metrics: RunMetrics,
  checkpoints: readonly CheckpointRecord[],
  events: readonly RunEventRecord[],
  clock: StepScale,
  sightings: Diagnosis['sightings'] = [],
): LogEntry[] {
  const steps = metrics.epochs.column('step');
  const clockTimes = metrics.steps.length > 1 ? clock.toX(steps) : null;
  const numbers = metrics.epochs.column('epoch');
  const trainLoss = metrics.epochs.column('trainLoss');
  const validationLoss = metrics.epochs.column('validationLoss');
  let best = Infinity;
  const epochs = Array.from(steps, (step, index): LogEntry => {
    const loss = Number.isFinite(validationLoss[index]) ? validationLoss[index] : null;
    const isBest = loss !== null && loss < best - (Number.isFinite(best) ? minimalImprovement(best) : 0);
    if (isBest) best = loss;
    return {
      kind: 'epoch',
      id: `epoch-${numbers[index]}`,
      step,
      at: clockTimes?.[index] ?? null,
      epoch: numbers[index],
      trainLoss: trainLoss[index],
      validationLoss: loss,
      isBest,
    };
  });
  const created: LogEntry = {
    kind: 'event',
    id: 'created',
    event: 'enqueue',
    step: 0,
    at: run.createdAt,
    message: null,
    error: null,
  };
  const all: LogEntry[] = [
    created,
    ...events.map(({ kind, step, at, message, error }, index): LogEntry => ({
      kind: 'event',
      id: `event-${index}`,
      event: kind,
      step,
      at,
      message,
      error,
    })),
    ...epochs,
    ...checkpoints.map(({ id, step, createdAt, reason }): LogEntry => ({
      kind: 'checkpoint',
      id,
      step,
      at: createdAt,
      reason,
    })),
    // Each finding comes once, however often the doctor looks.
    ...sightings.map(({ rule, step, at }): LogEntry => ({ kind: 'finding', id: `finding-${rule}`, step, at, rule })),
  ];
  return all.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || b.step - a.step);
}
