import { headLevels } from '../../forecast/decode-head.ts';
import type { ForecastPreparation, PreparedTime, SequencePreparation } from '../../spec/preparation-spec.ts';
import type { TrainedModel } from '../trained-model.ts';
import type { NumberGraph } from './number-graph.ts';
import { numberGraph } from './network-numbers.ts';

/** The facts that a program has to know of a network that reads a table; the same in every format, as JSON. */
export type NumbersDescription = ForecastDescription | SequencesDescription;

interface ColumnDescription {
  name: string;
  /** Names of the values 0, 1, 2 …; null for numbers. */
  categories: string[] | null;
}

interface ForecastDescription {
  kind: 'forecast';
  /** Rows that are read, and rows that are forecast at once. */
  window: number;
  horizon: number;
  /** In the order of the last axis of `values`; `values` are numbers as they are in the table. */
  columns: (ColumnDescription & { role: string })[];
  /** The columns that are forecast, in the order of the last axis of the outputs. */
  predicted: string[];
  levels: number[];
  time: (Pick<PreparedTime, 'kind' | 'step' | 'zone'> & { column: string; unit: string }) | null;
  /** In the order of the numbers of the input `series`; empty where there is but one. */
  series: string[];
  inputs: NumberGraph['inputs'];
  outputs: { name: string; shape: (number | null)[]; description: string }[];
  beyondTheHorizon: string;
}

interface SequencesDescription {
  kind: 'sequences';
  columns: ColumnDescription[];
  classes: string[];
  inputs: NumberGraph['inputs'];
}

/** Returns null where a network reads something else than a table. */
export function describeNumbers(trained: Pick<TrainedModel, 'model' | 'preparation'>): NumbersDescription | null {
  const { preparation } = trained;
  const numbers = numberGraph(trained);
  if (preparation === undefined || numbers === null) return null;
  return preparation.kind === 'sequences'
    ? describeSequences(preparation, numbers)
    : describeForecast(preparation, numbers, trained);
}

function describeSequences({ columns, classes }: SequencePreparation, { inputs }: NumberGraph): SequencesDescription {
  return {
    kind: 'sequences',
    columns: columns.map(({ name, categories }) => ({ name, categories })),
    classes,
    inputs,
  };
}

function describeForecast(
  preparation: ForecastPreparation,
  { inputs, outputs, steps }: NumberGraph,
  { model }: Pick<TrainedModel, 'model'>,
): ForecastDescription {
  const { columns, history, horizon, targets, series, time, season } = preparation;
  const shapes = new Map(steps.map(({ name, shape }) => [name, shape]));
  return {
    kind: 'forecast',
    window: history,
    horizon,
    columns: columns.map(({ name, role, categories }) => ({ name, role, categories })),
    predicted: targets.map((place) => columns[place].name),
    levels: model.forecast === undefined ? [] : headLevels(model.forecast.head),
    time: time && {
      column: time.name,
      unit: time.kind === 'date' ? 'Unix seconds' : 'the number in the table',
      kind: time.kind,
      step: time.step,
      zone: time.zone,
    },
    series: series.length > 1 ? series.map(({ name }) => name ?? '') : [],
    inputs,
    outputs: outputs.map(({ name, value, description }) => ({ name, shape: shapes.get(value) ?? [], description })),
    beyondTheHorizon:
      'To forecast further, append the rows that were forecast to the table, with `value` for the predicted columns and the values of a season ' +
      `before (${season ?? 1} rows) for columns that are only read, and forecast again from its last rows.`,
  };
}
