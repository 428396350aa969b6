import type { ForecastInput } from '../../../src-main/contract/forecasting/forecast-records.ts';

type PlanValue = number | string;

/** Values that a person supposes for known-ahead columns: by column, then by step from 0. */
export type PlanEdits = ReadonlyMap<string, ReadonlyMap<number, PlanValue>>;

/** Sets one value; null takes the change back. */
export function withEdit(edits: PlanEdits, column: string, step: number, value: PlanValue | null): PlanEdits {
  const steps = new Map(edits.get(column));
  if (value === null) steps.delete(step);
  else steps.set(step, value);
  const changed = new Map(edits);
  if (steps.size === 0) changed.delete(column);
  else changed.set(column, steps);
  return changed;
}

/** Sets the value of every step. */
export function filledDown(edits: PlanEdits, column: string, value: PlanValue, horizon: number): PlanEdits {
  return new Map(edits).set(column, new Map(Array.from({ length: horizon }, (_, step) => [step, value])));
}

/** The changes as the host reads them; steps that are as the table plans them are null. Steps beyond the horizon do not count. */
export function plansOf(edits: PlanEdits, horizon: number): ForecastInput['knownAhead'] {
  return [...edits].flatMap(([column, steps]) => {
    const last = Math.max(-1, ...[...steps.keys()].filter((step) => step < horizon));
    if (last < 0) return [];
    return [{ column, values: Array.from({ length: last + 1 }, (_, step) => steps.get(step) ?? null) }];
  });
}
