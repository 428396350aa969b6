import type { PreparationSummary } from '../../contract/forecasting/forecast-records.ts';
import type { RunView } from '../../db/run-table.ts';
import { preparationOf } from '../networks/preparation-of.ts';

/** Returns what people want to know of a forecaster's preparation; null for runs that have none. */
export function summarizePreparation(run: Pick<RunView, 'preparation'>): PreparationSummary | null {
  const preparation = preparationOf(run);
  if (preparation?.kind !== 'forecast') return null;
  const { columns, targets, window, history, horizon, season, bases, reasons, time } = preparation;
  return {
    time: time && { name: time.name, kind: time.kind, zone: time.zone, step: time.step },
    targets: targets.map((place) => columns[place].name),
    window,
    history,
    horizon,
    season,
    bases: bases.map(({ name }) => name),
    reasons,
  };
}
