import { headLevels, headSize } from '../../forecast/decode-head.ts';
import type { ForecastSpec } from '../../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { TrainedModel } from '../trained-model.ts';

/** The form in which a file of layers has what leads from the numbers of a table to a network and back; the reason is for people. */
export interface TableForm {
  form: 'layers' | 'program';
  reason: string;
}

/** Layers of more weights than these would make a file larger than they make it simpler. */
const mostWeights = 4_000_000;

const asLayers: TableForm = {
  form: 'layers',
  reason:
    'All that is computed of the rows before and after the network is linear, so that it is in the file as layers of fixed weights: the model ' +
    'takes the rows of the table as they are and gives its numbers. Quantiles that cross are put in order by Minimum and Maximum layers.',
};

/** Tells in which form a network that reads a table is written; null for networks that read something else. */
export function tableForm({ model, preparation }: Pick<TrainedModel, 'model' | 'preparation'>): TableForm | null {
  if (preparation === undefined) return null;
  if (preparation.kind === 'sequences') {
    return program(['values that are not known, and the padding of sequences, are settled before the network']);
  }
  if (model.forecast === undefined) throw new Error('The model does not say what it forecasts.');
  const hindrances = [...nonlinearParts(preparation, model.forecast), ...excess(preparation, model.forecast)];
  return hindrances.length === 0 ? asLayers : program(hindrances);
}

/** Returns the bytes of the layers around a network that reads a table; null where there are none. */
export function layerWeightBytes(outline: Pick<TrainedModel, 'model' | 'preparation'>): number | null {
  const { model, preparation } = outline;
  if (preparation?.kind !== 'forecast' || model.forecast === undefined) return null;
  return tableForm(outline)?.form === 'layers' ? 4 * countTableWeights(preparation, model.forecast) : null;
}

/** Returns how many weights the layers around a forecaster have, biases included. */
function countTableWeights(preparation: ForecastPreparation, { head }: Pick<ForecastSpec, 'head'>): number {
  const { history, columns, horizon, targets } = preparation;
  const given = history * columns.length;
  const forecast = horizon * targets.length;
  const read = stepsOf(preparation) * preparation.inputs.length;
  const levels = headLevels(head).length;
  const told = forecast * headSize(head);
  return 2 * columns.length + (given + 1) * (read + forecast) + levels * (told + 1) * forecast;
}

/** Returns how many rows the network reads. */
export function stepsOf({ window, horizon, readsHorizon }: ForecastPreparation): number {
  return window + (readsHorizon ? horizon : 0);
}

function program(hindrances: readonly string[]): TableForm {
  return {
    form: 'program',
    reason: `A small program in the file computes what leads from the rows to the network and back, since ${hindrances.join('; ')}.`,
  };
}

function nonlinearParts(preparation: ForecastPreparation, { head }: ForecastSpec): string[] {
  const { columns, series, inputs, bases } = preparation;
  const kinds = [...inputs, ...bases.flatMap(({ effects }) => effects.map(({ of }) => of))].map(({ kind }) => kind);
  const logged = columns.filter(({ log }) => log !== null).map(({ name }) => name);
  return [
    ...(logged.length === 0 ? [] : [`it takes the logarithm of ${logged.join(', ')}`]),
    ...(series.length === 1 ? [] : ['the scale of a row depends on its series']),
    ...(columns.some(({ role }) => role === 'known-ahead') ? ['it also takes the rows that are known ahead'] : []),
    ...(kinds.includes('cycle') ? ['it computes a calendar from the times of the rows'] : []),
    ...(kinds.includes('category') ? ['it reads categories'] : []),
    ...(head.type === 'gaussian' ? ['its bands are those of a distribution'] : []),
  ];
}

function excess(preparation: ForecastPreparation, forecast: ForecastSpec): string[] {
  const weights = countTableWeights(preparation, forecast);
  return weights <= mostWeights ? [] : [`layers for it would have ${weights} weights`];
}
