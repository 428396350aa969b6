import { EngineError } from '../../spec/engine-error.ts';
import type { ForecastSpec } from '../../spec/forecast-spec.ts';
import type {
  BaseMethod,
  ForecastPreparation,
  PreparationReason,
  PreparedColumn,
  PreparedTime,
} from '../../spec/preparation-spec.ts';
import type { SeriesLayout } from '../../spec/series-layout.ts';
import { prepareRows } from '../prepared-rows.ts';
import type { PreparedRows } from '../prepared-rows.ts';
import type { SeriesRows } from '../rows/series-rows.ts';
import { trainingRows } from '../rows/training-rows.ts';
import { placeWindows } from '../windows/series-windows.ts';
import { baseCandidates, rowsBack } from './base-candidates.ts';
import { chooseBase } from './choose-base.ts';
import { chooseHorizon } from './choose-horizon.ts';
import { chooseInputs, readsAhead, rowsBefore } from './choose-inputs.ts';
import { chooseLog } from './choose-log.ts';
import { chooseWindow } from './choose-window.ts';
import { findSeason } from './find-season.ts';
import { trainingPart } from './fit-context.ts';
import type { Chosen, FitContext } from './fit-context.ts';
import { fitScales } from './fit-scales.ts';
import { measureGains } from './measure-gains.ts';
import { measureResiduals } from './measure-residuals.ts';

export interface SeriesToFit {
  layout: SeriesLayout;
  pieces: readonly SeriesRows[];
  forecast: ForecastSpec;
  /** The share of each series that is held back. */
  validationFraction: number;
}

/**
 * Fits the preparation of a forecaster to the rows that train; nothing of the others is looked at. Throws EngineError `invalid-data`
 * where no column is predicted, and `text-too-short` where a series is too short to learn from.
 */
export function fitPreparation({ layout, pieces, forecast, validationFraction }: SeriesToFit): ForecastPreparation {
  const reasons: PreparationReason[] = [];
  const settle = <T>(chosen: Chosen<T>): T => {
    reasons.push(...chosen.reasons);
    return chosen.value;
  };
  const targets = targetsOf(layout);
  const whole = Math.max(0, ...pieces.map(({ known }) => known));
  const horizon = settle(chooseHorizon(layout, forecast.horizon, whole));
  const training = trainingRows(pieces, { fraction: validationFraction, horizon });
  const part = trainingPart(layout, pieces, training);
  const columns = layout.columns.map((column, place): PreparedColumn => ({
    ...column,
    log: settle(chooseLog(part, place)),
  }));
  const season = settle(findSeason(part, targets[0], columns[targets[0]]));
  const usable = season !== null && season * 2 + 1 < part.longest ? season : null;
  const series = fitScales(part, columns);
  const time = timeOf(layout, part);
  const unbased = { columns, targets, time, series, bases: [] };
  const rows = part.pieces.map((piece) => prepareRows(piece, unbased));
  const bases = targets.map((column, target) =>
    settle(basesOf(part, rows, { column, target, horizon, season: usable })),
  );

  const before = Math.max(...bases.map(rowsBack));
  const window = settle(
    chooseWindow({ given: forecast.window, season: usable, horizon, longest: part.longest, before: usable ?? 1 }),
  );
  const inputs = settle(chooseInputs({ columns, targets, bases, season: usable, window, time, longest: part.longest }));
  const history = Math.max(window + rowsBefore(inputs), before);
  const based = part.pieces.map((piece) => prepareRows(piece, { ...unbased, bases }));
  const readsHorizon = readsAhead(columns);
  const windows = placeWindows(part.pieces, training, { history, horizon, readsHorizon }).training;
  if (windows.length === 0) throw tooShort(part, history + (readsHorizon ? horizon - 1 : 0));
  return {
    version: 1,
    kind: 'forecast',
    ...{ time, columns, targets, window, horizon, history, season: usable },
    inputs: measureGains(windows, based, { inputs, window, horizon, readsHorizon, time }),
    readsHorizon,
    bases,
    residuals: measureResiduals(windows, based, { bases, targets, horizon }),
    series,
    calibration: null,
    reasons,
  };
}

function targetsOf({ columns }: SeriesLayout): number[] {
  const targets = [...columns.keys()].filter((place) => columns[place].role === 'predict');
  if (targets.length > 0) return targets;
  const names = columns.map(({ name }) => name).join(', ');
  const message = 'Choose at least one column to predict.';
  throw new EngineError('invalid-data', message, { reason: 'no-column', columns: names });
}

/** Cycles are counted from the first row that trains. */
function timeOf({ time }: SeriesLayout, { pieces }: FitContext): PreparedTime | null {
  const first = pieces.find(({ known }) => known > 0);
  return time === null ? null : { ...time, origin: first?.time[0] ?? 0 };
}

function basesOf(
  { layout }: FitContext,
  pieces: readonly PreparedRows[],
  { column, target, horizon, season }: { column: number; target: number; horizon: number; season: number | null },
): Chosen<BaseMethod> {
  const candidates = baseCandidates({ horizon, season });
  const { name } = layout.columns[column];
  return chooseBase({ candidates, pieces, column: { place: column, name }, target });
}

function tooShort({ longest }: FitContext, history: number): EngineError {
  return new EngineError(
    'text-too-short',
    `The longest series has ${longest} rows to train on. The forecaster looks back ${history} rows, so it needs at least ` +
      `${history + 1}. Use a longer series, or a smaller window.`,
    { reason: 'series', rows: longest, needed: history + 1 },
  );
}
