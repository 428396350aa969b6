import type { Model, Pass } from '../models/model.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { ForecastOrigin, SeriesForecast } from '../spec/forecast-job.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { createRollOut } from './roll-out.ts';
import type { RollOut } from './roll-out.ts';
import type { SeriesRows } from './rows/series-rows.ts';
import { encodeWindow, windowSteps } from './windows/encode-window.ts';

/** Windows that the network reads side by side. */
const MOST_ROWS = 64;

export interface ForecastTaskOfModel {
  /** A model with a `forecast`. */
  model: Model;
  preparation: ForecastPreparation;
  pieces: readonly SeriesRows[];
  origins: readonly ForecastOrigin[];
}

/**
 * Forecasts from each origin, many side by side. Resolves with null when aborted. Throws EngineError `text-too-short` for an origin with
 * fewer rows before it than the network needs.
 */
export async function forecastSeries(
  { model, preparation, pieces, origins }: ForecastTaskOfModel,
  interruptible: Interruptible,
): Promise<SeriesForecast[] | null> {
  const { forecast } = model.spec;
  if (forecast === undefined) throw new Error('Only a model with a forecast can go on with a series.');
  if (origins.length === 0) return [];
  const batch = Math.min(MOST_ROWS, origins.length);
  const pass = model.createPass({ batch, steps: windowSteps(preparation), training: false });
  try {
    const forecasts: SeriesForecast[] = [];
    for (let first = 0; first < origins.length; first += batch) {
      const rollOuts = origins.slice(first, first + batch).map((origin) => {
        requireHistory(origin, preparation);
        return createRollOut(pieces[origin.piece], origin, preparation, forecast.head);
      });
      while (rollOuts.some(({ isOver }) => !isOver)) {
        await interruptible.yieldToEventLoop();
        if (interruptible.signal.aborted) return null;
        await advance(model, pass, preparation, rollOuts);
      }
      forecasts.push(...rollOuts.map((rollOut) => rollOut.finish()));
    }
    return forecasts;
  } finally {
    pass.dispose();
  }
}

async function advance(
  model: Model,
  pass: Pass,
  preparation: ForecastPreparation,
  rollOuts: readonly RollOut[],
): Promise<void> {
  const { batch, steps } = pass.shape;
  const width = preparation.inputs.length;
  const features = new Float32Array(steps * batch * width);
  rollOuts.forEach(({ isOver, rows, next }, b) => {
    if (isOver) return;
    encodeWindow(rows, preparation, next, (step, channel, value) => {
      features[(step * batch + b) * width + channel] = value;
    });
  });
  pass.setFeatures(features, null);
  pass.resetState();
  pass.forward({ seed: 0, step: 0 });
  const outputs = await model.backend.read(pass.output);
  const size = outputs.length / batch;
  rollOuts.forEach((rollOut, b) => {
    if (!rollOut.isOver) rollOut.add(outputs.subarray(b * size, (b + 1) * size));
  });
}

/** Throws EngineError `text-too-short` where fewer rows come before one than a forecast of it needs. */
export function requireHistory(
  { row }: Pick<ForecastOrigin, 'row'>,
  { history }: Pick<ForecastPreparation, 'history'>,
): void {
  if (row >= history) return;
  throw new EngineError(
    'text-too-short',
    `The forecaster looks back ${history} rows, and there are ${row}. Give it more rows.`,
    { reason: 'series', rows: row, needed: history },
  );
}
