import type { SeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import type { ImportContent } from '../../contract/datasets/import-content.ts';
import { dateOrders } from '../../contract/datasets/import-content.ts';
import { importOptions, type ImportOptions, type ImportReport } from '../../contract/datasets/import-records.ts';
import type { Treatments } from '../../contract/forecasting/forecast-records.ts';
import type { KnownTable } from '../cleaning/series/known-table.ts';
import type { NumericLayout } from '../content/stored-content.ts';
import type { Store } from '../../db/open-store.ts';

/** Says how a file is read as a dataset was. */
export interface ReadingLike {
  options: ImportOptions;
  known: KnownTable | null;
}

/**
 * Returns what was understood of a dataset when it was imported, so that a few rows of the same table are read alike: the columns by their
 * names, dates in the same order, the same step of time. A person may say what else is to become of gaps, missing values and duplicates.
 */
export function readingLike({ datasets }: Store, datasetId: string, treatments: Treatments = {}): ReadingLike {
  const row = datasets.get(datasetId);
  const report = row?.report ? (JSON.parse(row.report) as ImportReport) : null;
  const content = report?.content ?? (row?.kind === 'numeric' ? numbersOf(row.layout) : null);
  const isInTime = row?.kind === 'series' || row?.kind === 'labelled-series';
  const known =
    isInTime && row.layout !== null ? (JSON.parse(row.layout) as KnownTable & Pick<SeriesLayout, 'version'>) : null;
  return { options: importOptions.parse({ content: content && settled(content, report, treatments) }), known };
}

/** Older studios did not store what columns mean, but tables of numbers have them in their layout. */
function numbersOf(layout: string | null): ImportContent | null {
  return layout === null ? null : { kind: 'numeric', ...(JSON.parse(layout) as NumericLayout) };
}

function settled(content: ImportContent, report: ImportReport | null, treatments: Treatments): ImportContent {
  if (content.kind !== 'series' && content.kind !== 'labelled-series') return content;
  const format = report?.understood?.time?.format;
  const dateOrder = content.dateOrder ?? dateOrders.find((order) => order === format) ?? null;
  const given = Object.fromEntries(Object.entries(treatments).filter(([, treatment]) => treatment !== null));
  return { ...content, dateOrder, ...given };
}
