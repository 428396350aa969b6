import { EngineError } from '../../spec/engine-error.ts';
import type { ForecastSpec } from '../../spec/forecast-spec.ts';
import type {
  ForecastPreparation,
  PreparationReason,
  PreparedColumn,
  PreparedTime,
} from '../../spec/preparation-spec.ts';
import type { SeriesLayout } from '../../spec/series-layout.ts';
import { prepareRows } from '../prepared-rows.ts';
import type { SeriesRows } from '../rows/series-rows.ts';
import { trainingRows } from '../rows/training-rows.ts';
import { placeWindows } from '../windows/series-windows.ts';
import type { FittedBase, Yielding } from './base/fit-base.ts';
import { chooseBase } from './choose-base.ts';
import type { ChosenBase } from './choose-base.ts';
import { chooseHorizon } from './choose-horizon.ts';
import { chooseInputs, knownInputs, readsAhead, rowsBefore } from './choose-inputs.ts';
import { chooseLog } from './choose-log.ts';
import { chooseWindow } from './choose-window.ts';
import { findSeasons } from './find-season.ts';
import { trainingPart } from './fit-context.ts';
import type { Chosen, FitContext } from './fit-context.ts';
import { fitScales } from './fit-scales.ts';
import { measureGains } from './measure-gains.ts';
import { measureResiduals } from './measure-residuals.ts';
import { rowsBack } from './rows-back.ts';
import { usualSeasons } from './usual-season.ts';

export interface SeriesToFit {
  layout: SeriesLayout;
  pieces: readonly SeriesRows[];
  forecast: ForecastSpec;
  /** The share of each series that is held back. */
  validationFraction: number;
}

/** An epoch reads at most so many windows: neighbours tell nearly the same, and epochs are to end in about a minute. */
const EPOCH_WINDOWS = 20_000;

/**
 * Fits the preparation of a forecaster to the rows that train; nothing of the others is looked at. Throws EngineError `invalid-data`
 * where no column is predicted, and `text-too-short` where a series is too short to learn from.
 */
export async function fitPreparation(
  { layout, pieces, forecast, validationFraction }: SeriesToFit,
  yielding: Yielding,
): Promise<ForecastPreparation> {
  const reasons: PreparationReason[] = [];
  const settle = <T>(chosen: Chosen<T>): T => {
    reasons.push(...chosen.reasons);
    return chosen.value;
  };
  const targets = targetsOf(layout);
  const whole = Math.max(0, ...pieces.map(({ known }) => known));
  const horizon = settle(
    chooseHorizon({ layout, given: forecast.horizon, longest: whole, season: firstSeason(pieces, layout, targets[0]) }),
  );
  const training = trainingRows(pieces, { fraction: validationFraction, horizon });
  const part = trainingPart(layout, pieces, training);
  const columns = layout.columns.map((column, place): PreparedColumn => ({
    ...column,
    log: targets.includes(place) ? null : settle(chooseLog(part, place)),
  }));
  await yielding.yieldToEventLoop();
  const time = timeOf(layout, part);
  const seasons = settle(findSeasons(part, targets[0], columns[targets[0]]));
  const usable = seasons.strongest !== null && seasons.strongest * 2 + 1 < part.longest ? seasons.strongest : null;
  const known = knownInputs(columns);
  const chosen: ChosenBase[] = [];
  for (const column of targets) {
    const base = await chooseBase(part, { columns, column, time, horizon, seasons: seasons.all, known }, yielding);
    reasons.push(...base.reasons);
    columns[column] = { ...columns[column], log: base.log };
    chosen.push(base);
  }
  await yielding.yieldToEventLoop();
  const bases = chosen.map(({ base }) => base);
  const series = fitScales(part, columns);
  const unbased = { columns, targets, time, series, bases: [] };

  const before = Math.max(...bases.map(rowsBack));
  const window = settle(
    chooseWindow({ given: forecast.window, season: usable, horizon, longest: part.longest, before: usable ?? 1 }),
  );
  const inputs = settle(chooseInputs({ columns, targets, season: usable, window, time, longest: part.longest }));
  const history = Math.max(window + rowsBefore(inputs), before);
  const based = part.pieces.map((piece) => prepareRows(piece, { ...unbased, bases }));
  const readsHorizon = readsAhead(columns);
  await yielding.yieldToEventLoop();
  const windows = placeWindows(part.pieces, training, { history, horizon, readsHorizon }).training;
  if (windows.length === 0) throw tooShort(part, history + (readsHorizon ? horizon - 1 : 0));
  await yielding.yieldToEventLoop();
  const isSampled = windows.length > EPOCH_WINDOWS;
  if (isSampled) reasons.push({ code: 'epoch-sampled', values: { windows: EPOCH_WINDOWS, all: windows.length } });
  return {
    version: 1,
    kind: 'forecast',
    ...{ time, columns, targets, window, horizon, history, season: usable },
    inputs: measureGains(windows, based, { inputs, window, horizon, readsHorizon, time }),
    readsHorizon,
    bases,
    ...(isSampled && { epochWindows: EPOCH_WINDOWS }),
    ...residualsOf(measureResiduals(windows, based, { bases, targets, horizon }), chosen),
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

/** The season by which the horizon is chosen, from rows that are never held back, whatever the horizon is. */
function firstSeason(pieces: readonly SeriesRows[], layout: SeriesLayout, column: number): number | null {
  const early = trainingPart(layout, pieces, trainingRows(pieces, { fraction: 1, horizon: 0 }));
  const { all, strongest } = findSeasons(early, column, { ...layout.columns[column], log: null }).value;
  return strongest ?? usualSeasons(layout.time).at(-1) ?? all.at(-1) ?? null;
}

/** Returns what base methods leave of rows that they were not fitted to, by what they leave of those that they were fitted to. */
function residualsOf(
  fitted: number[][],
  bases: readonly FittedBase[],
): Pick<ForecastPreparation, 'residuals' | 'trainingResiduals'> {
  const ratios = bases.map(({ left }, target) => (left === null ? 1 : excess(left, fitted, target)));
  return {
    residuals: fitted.map((units) => units.map((unit, target) => unit * ratios[target] * LATER_EXCESS)),
    trainingResiduals: fitted,
  };
}

/** From 1 to MOST_EXCESS: the ratio of the root mean squares over all steps. */
function excess(left: Float64Array, fitted: readonly number[][], target: number): number {
  let [squares, fittedSquares] = [0, 0];
  fitted.forEach((units, step) => {
    if (Number.isNaN(left[step])) return;
    squares += left[step] ** 2;
    fittedSquares += units[target] ** 2;
  });
  return fittedSquares > 0 ? Math.min(MOST_EXCESS, Math.max(1, Math.sqrt(squares / fittedSquares))) : 1;
}

const MOST_EXCESS = 3;
/** Later rows err more than the training part tells, since series change: by about this factor in those that it was measured with. */
const LATER_EXCESS = 1.2;

function tooShort({ longest }: FitContext, history: number): EngineError {
  return new EngineError(
    'text-too-short',
    `The longest series has ${longest} rows to train on. The forecaster looks back ${history} rows, so it needs at least ` +
      `${history + 1}. Use a longer series, or a smaller window.`,
    { reason: 'series', rows: longest, needed: history + 1 },
  );
}
