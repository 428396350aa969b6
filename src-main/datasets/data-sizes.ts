import type { DatasetContent } from '../../src-engine/spec/dataset-content.ts';
import type { Task } from '../../src-engine/spec/model-spec.ts';
import type { LabelledSeriesLayout, SeriesLayout } from '../../src-engine/spec/series-layout.ts';
import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import { taskFacts } from '../../src-engine/tasks/facts.ts';
import type { ImportReport } from '../contract/datasets/import-records.ts';
import type { DataSizesRecord } from '../contract/model-records.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import { hasDocuments } from './task-tokenizer.ts';
import type { Datasets } from './datasets.ts';

/** Returns the sizes that a dataset decides about networks, of one task if it is given. Fits the tokenizer to the texts where that has not been done before. */
export async function dataSizes(
  datasets: Datasets,
  dataset: DatasetRow,
  tokenizer: TokenizerSpec,
  task: Task | null = null,
): Promise<DataSizesRecord> {
  if (dataset.kind === 'numeric' || dataset.kind === 'sequences') return numberSizes(await datasets.content(dataset));
  if (dataset.kind === 'series') return seriesSizes(JSON.parse(dataset.layout ?? '{}') as SeriesLayout);
  if (dataset.kind === 'labelled-series')
    return sequenceSizes(JSON.parse(dataset.layout ?? '{}') as LabelledSeriesLayout);
  const { vocabularySize, tokenCount } = await datasets.analysis(dataset, tokenizer);
  const { report } = datasets.get(dataset.id);
  const isOneText = !hasDocuments(dataset);
  const lengths =
    task !== null && taskFacts[task].reads === 'chunks' && !isOneText
      ? await datasets.textLengths(dataset, tokenizer)
      : new Int32Array(0);
  const classes = report?.classes ?? null;
  return {
    kind: dataset.kind,
    inputs: vocabularySize,
    outputs: classes?.length ?? null,
    tokens: tokenCount,
    samples: dataset.kind === 'tagged' ? (report?.rows?.count ?? null) : sumOf(classes),
    documents: isOneText ? 1 : (report?.documents ?? sumOf(classes) ?? 1),
    longestDocument: lengths.length === 0 ? null : lengths.reduce((a, b) => Math.max(a, b)),
  };
}

function sumOf(classes: NonNullable<ImportReport['classes']> | null): number | null {
  return classes?.reduce((sum, { count }) => sum + count, 0) ?? null;
}

/** Columns are the inputs until a run's start has prepared them; rows are the samples. */
function seriesSizes({ columns, pieces }: SeriesLayout): DataSizesRecord {
  return {
    kind: 'series',
    inputs: columns.length,
    outputs: columns.filter(({ role }) => role === 'predict').length,
    tokens: 0,
    documents: 0,
    longestDocument: null,
    samples: pieces.reduce((sum, { known }) => sum + known, 0),
  };
}

function sequenceSizes({ columns, classes, pieces }: LabelledSeriesLayout): DataSizesRecord {
  return {
    kind: 'labelled-series',
    inputs: columns.length,
    outputs: classes.length,
    tokens: 0,
    documents: pieces.length,
    longestDocument: pieces.reduce((longest, { rows }) => Math.max(longest, rows), 0),
    samples: pieces.length,
  };
}

function numberSizes(content: DatasetContent): DataSizesRecord {
  switch (content.kind) {
    case 'numeric':
      return {
        kind: content.kind,
        inputs: content.features.length,
        outputs: content.targets.length,
        tokens: 0,
        documents: 0,
        longestDocument: null,
        samples: Math.max(0, countLines(content.table) - 1 - content.horizon),
      };
    case 'sequences':
      return {
        kind: content.kind,
        inputs: content.featureCount,
        outputs: content.outputCount,
        tokens: 0,
        documents: 0,
        longestDocument: null,
        samples: content.sequences.length,
      };
    default:
      throw new Error(`${content.kind} is no content of numbers.`);
  }
}

function countLines(table: Uint8Array): number {
  const lineFeed = 10;
  const ends = table.reduce((count, byte) => (byte === lineFeed ? count + 1 : count), 0);
  return table.length > 0 && table.at(-1) !== lineFeed ? ends + 1 : ends;
}
