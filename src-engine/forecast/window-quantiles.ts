import type { ForecastHead } from '../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { baseForecast } from './base-forecast.ts';
import { headLevels, headSize, readHead, settleQuantiles } from './decode-head.ts';
import { fromUnits } from './prepared-rows.ts';
import type { PreparedRows } from './prepared-rows.ts';

/** One step of the forecast of a target from an origin. */
export interface ForecastPlace {
  origin: number;
  step: number;
  /** The place of the target among the targets. */
  target: number;
}

/** Returns the quantiles, in u and ascending, that a network's outputs (horizon × targets × head) mean at one step and target. */
export function unitQuantiles(
  outputs: ArrayLike<number>,
  rows: PreparedRows,
  preparation: ForecastPreparation,
  head: ForecastHead,
  { origin, step, target }: ForecastPlace,
): number[] {
  const size = headSize(head);
  const first = (step * preparation.targets.length + target) * size;
  const told = readHead(
    head,
    Array.from({ length: size }, (_, n) => outputs[first + n]),
  );
  const column = preparation.targets[target];
  const base = baseForecast(preparation.bases[target], rows, { origin, step, column, target });
  const unit = preparation.residuals[step][target];
  const quantiles = told.map((r) => base + r * unit);
  return settleQuantiles(quantiles, headLevels(head), preparation, { step, target });
}

/** Returns a u of a target in the unit of its column. */
export function targetValue(
  u: number,
  { scales }: PreparedRows,
  preparation: ForecastPreparation,
  target: number,
): number {
  const column = preparation.targets[target];
  return fromUnits(u, preparation.columns[column], scales[column]);
}
