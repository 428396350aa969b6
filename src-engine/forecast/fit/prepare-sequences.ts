import { fitModel } from '../../models/fit-model.ts';
import { EngineError } from '../../spec/engine-error.ts';
import type { DatasetContent } from '../../spec/dataset-content.ts';
import type { PreparedSeries } from '../../spec/engine-protocol.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { SequencePreparation } from '../../spec/preparation-spec.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import { splitStratified } from '../../text/stratified-split.ts';
import { fitScale } from '../prepared-rows.ts';
import { readLabelledTable } from '../rows/read-series-table.ts';
import type { SeriesRows } from '../rows/series-rows.ts';

type LabelledSeries = Extract<DatasetContent, { kind: 'labelled-series' }>;

/** Standardises each column by the sequences that train, and fits the model to what is read and told. Throws EngineError. */
export function prepareSequences(content: LabelledSeries, model: ModelSpec, train: TrainSpec): PreparedSeries {
  const { layout } = content;
  const sequences = readLabelledTable(content.table, layout);
  const split = splitStratified(
    layout.pieces.map(({ label }) => label),
    train,
    layout.heldBack,
  );
  const preparation = fitSequences(
    content,
    split.train.map((n) => sequences[n]),
  );
  const inputs = sequenceWidth(preparation);
  const longest = sequences.reduce((most, { rows }) => Math.max(most, rows), 1);
  return {
    preparation,
    model: fitModel(model, { inputs, outputs: layout.classes.length }),
    train: { ...train, sequenceLength: longest },
    samples: { training: split.train.length, validation: split.validation.length },
  };
}

function fitSequences({ layout }: LabelledSeries, training: readonly SeriesRows[]): SequencePreparation {
  if (training.length === 0)
    throw new EngineError('text-too-short', 'There are no sequences. Add at least one.', { reason: 'sequences' });
  const columns = layout.columns.map(({ name, categories }, place) => {
    const parts = training.map(({ values }) => values[place]);
    return { name, categories, scale: fitScale(parts, { name, role: 'read', categories, log: null }) };
  });
  return { version: 1, kind: 'sequences', columns, classes: layout.classes, reasons: [] };
}

/** The numbers that are read of each row. */
export function sequenceWidth({ columns }: SequencePreparation): number {
  return columns.reduce((width, { categories }) => width + (categories?.length ?? 1), 0);
}
