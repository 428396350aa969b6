import { fitModel } from '../../models/fit-model.ts';
import type { DatasetContent } from '../../spec/dataset-content.ts';
import type { PreparedSeries } from '../../spec/engine-protocol.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import { headSize } from '../decode-head.ts';
import { readSeries } from '../series-content.ts';
import { windowSteps } from '../windows/encode-window.ts';
import { placeWindows } from '../windows/series-windows.ts';
import { trainingRows } from '../rows/training-rows.ts';
import type { Yielding } from './base/fit-base.ts';
import { fitPreparation } from './fit-preparation.ts';
import { prepareSequences } from './prepare-sequences.ts';

export interface SeriesRequest {
  content: DatasetContent;
  model: ModelSpec;
  train: TrainSpec;
}

/** Fits a preparation to the content's training part, and the model's sizes to the preparation. Yields often. Throws EngineError. */
export async function prepareSeries(
  { content, model, train }: SeriesRequest,
  yielding: Yielding,
): Promise<PreparedSeries> {
  if (content.kind === 'labelled-series') return prepareSequences(content, model, train);
  const { forecast } = model;
  if (forecast === undefined) throw new Error('A model without a forecast has no preparation.');
  const { layout, pieces } = readSeries(content);
  await yielding.yieldToEventLoop();
  const { validationFraction } = train;
  const preparation = await fitPreparation({ layout, pieces, forecast, validationFraction }, yielding);
  const { window, horizon, targets, inputs } = preparation;
  const outputs = horizon * targets.length * headSize(forecast.head);
  const fitted = fitModel(model, { inputs: inputs.length, outputs });
  const placed = placeWindows(pieces, trainingRows(pieces, { fraction: validationFraction, horizon }), preparation);
  return {
    preparation,
    model: { ...fitted, forecast: { ...forecast, window, horizon, targets: targets.length } },
    train: { ...train, sequenceLength: windowSteps(preparation) },
    samples: { training: placed.training.length, validation: placed.validation.length },
  };
}
