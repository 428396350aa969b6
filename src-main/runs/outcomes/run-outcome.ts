import { divergenceCauses, type DivergenceCause } from '../../../src-engine/spec/divergence-spec.ts';
import type { ErrorValues } from '../../../src-engine/spec/engine-errors.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { RunOutcome } from '../../contract/runs/outcome-records.ts';
import type { RunView } from '../../db/run-table.ts';

/** The columns that tell how a run ended. */
export type EndedRow = Pick<
  RunView,
  'state' | 'epoch' | 'last_epoch' | 'step' | 'train' | 'best_epoch' | 'error_details' | 'rung'
>;

/** Derives how a training ended from its row, also of one that an older studio stored; null while it is not over. */
export function runOutcome(row: EndedRow): RunOutcome | null {
  const { state, step } = row;
  const epoch = epochAtEnd(row);
  switch (state) {
    case 'queued':
    case 'running':
    case 'paused':
      return null;
    case 'finished':
      return earlyStop(row) ?? { kind: 'finished', epoch, step };
    case 'diverged':
      return divergence(row);
    case 'stopped':
      return { kind: 'stopped', epoch, step, ...(row.rung !== null && { atRung: row.rung }) };
    case 'failed':
    case 'interrupted':
      return { kind: state, epoch, step };
  }
}

/** The epoch in which a training ended; it may be unfinished, as in a training that is shorter than one epoch. */
const epochAtEnd = ({ epoch, last_epoch }: EndedRow): number => last_epoch ?? epoch;

/** A finished run that has neither all its epochs nor all its steps has run out of patience. */
function earlyStop(row: EndedRow): RunOutcome | null {
  const { epoch, step, train: stored, best_epoch: best } = row;
  const { epochs, maxSteps, earlyStopping } = JSON.parse(stored) as TrainSpec;
  if (!earlyStopping || epoch >= epochs || step >= (maxSteps ?? Infinity)) return null;
  const { patience, restoreBest } = earlyStopping;
  return { kind: 'stopped-early', epoch: epochAtEnd(row), step, best, patience, restored: restoreBest };
}

function divergence(row: EndedRow): RunOutcome {
  const { step, error_details } = row;
  const details = JSON.parse(error_details ?? '{}') as ErrorValues;
  const since = numberIn(details, 'step') ?? step;
  return {
    kind: 'diverged',
    step: numberIn(details, 'at') ?? Math.max(since, step),
    since,
    epoch: epochAtEnd(row),
    reason: causeIn(details),
    loss: numberIn(details, 'loss'),
    limit: numberIn(details, 'limit'),
  };
}

function numberIn(details: ErrorValues, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' ? value : null;
}

function causeIn(details: ErrorValues): DivergenceCause | null {
  return divergenceCauses.find((cause) => cause === details['cause']) ?? null;
}
