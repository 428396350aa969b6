import type { EngineEvent } from '../spec/engine-protocol.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { TrainingObserver } from '../training/training-run.ts';
import { calibrateBands } from './calibrate-bands.ts';
import { matchColumns } from './rows/match-columns.ts';
import { trainingRows } from './rows/training-rows.ts';
import type { Series } from './series-content.ts';
import { forecastValidation, lastOrigin } from './validation-forecast.ts';
import { placeWindows } from './windows/series-windows.ts';

interface ObservedForecaster {
  runId: string;
  series: Series;
  preparation: ForecastPreparation;
  train: TrainSpec;
}

/** Tells after each epoch what a forecaster says of the part that is held back, and at the end a preparation with calibrated bands. */
export function observeForecaster({ runId, series, preparation, train }: ObservedForecaster): TrainingObserver {
  const pieces = matchColumns(series, preparation.columns);
  const { horizon } = preparation;
  const training = trainingRows(pieces, { fraction: train.validationFraction, horizon });
  const origin = lastOrigin(pieces, training, preparation);
  const windows = placeWindows(pieces, training, preparation).validation;
  return {
    async epochEnded({ model }, epoch, interruptible: Interruptible): Promise<EngineEvent | null> {
      if (origin === null) return null;
      const forecast = await forecastValidation({ model, preparation, pieces, origin }, interruptible);
      return forecast && { type: 'validation-forecast', runId, forecast: { epoch, ...forecast } };
    },
    async trainingEnded({ model }, interruptible: Interruptible): Promise<EngineEvent | null> {
      if (windows.length === 0) return null;
      const calibrated = await calibrateBands({ model, preparation, pieces, windows }, interruptible);
      return calibrated && { type: 'calibrated', runId, preparation: calibrated };
    },
  };
}
