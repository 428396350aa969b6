import { expect, test } from 'vitest';
import { runOutcome, type EndedRow } from '../../../../src-main/runs/outcomes/run-outcome.ts';

const train = { epochs: 40, maxSteps: null, earlyStopping: { patience: 6, minDelta: 0, restoreBest: true } };

/** A row as an older studio left it, which told no outcomes. */
const row = (fields: Partial<EndedRow>, changes: Partial<Record<keyof typeof train, unknown>> = {}): EndedRow => ({
  ...{ state: 'finished', epoch: 7, last_epoch: null, step: 70, best_epoch: 1, error_details: null, rung: null },
  ...fields,
  train: JSON.stringify({ ...train, ...changes }),
});

test('a stored run that ended before its last epoch has ended early, unless its steps were counted', () => {
  expect(runOutcome(row({}))).toMatchObject({ kind: 'stopped-early', epoch: 7, best: 1, patience: 6 });
  expect(runOutcome(row({ epoch: 40 }))?.kind).toBe('finished');
  expect(runOutcome(row({ state: 'stopped' }))?.kind).toBe('stopped');
  expect(runOutcome(row({}, { maxSteps: 70 }))?.kind).toBe('finished');
  expect(runOutcome(row({}, { earlyStopping: null }))?.kind).toBe('finished');
  for (const state of ['queued', 'running', 'paused'] as const) expect(runOutcome(row({ state }))).toBeNull();
});

test('a stored run that diverged tells its step, and nothing that was not kept', () => {
  const error_details = JSON.stringify({ reason: 'training', step: 60 });
  expect(runOutcome(row({ state: 'diverged', error_details }))).toEqual({
    ...{ kind: 'diverged', step: 70, since: 60, epoch: 7, reason: null, loss: null, limit: null },
  });
});
