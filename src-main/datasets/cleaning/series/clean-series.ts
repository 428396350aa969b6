import type { Understood } from '../../../contract/datasets/column-records.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import type { Table } from '../../columns/table-beginning.ts';
import { askDecimal } from '../../meaning/ask-decimal.ts';
import type { ImportSource } from '../../readers/open-source.ts';
import type { SourceReading } from '../source-reading.ts';
import { arrangeRows } from './arrange-rows.ts';
import { arrangeSeries } from './arrange-series.ts';
import type { ArrangedSeries } from './arranged-series.ts';
import type { KnownTable } from './known-table.ts';
import { readNumberTable } from './read-number-table.ts';
import { understandSeries } from './understand-series.ts';

/** The rows of a table in order of time, and what was understood of them. */
export interface CleanSeries extends ArrangedSeries {
  understood: Understood;
}

/** Reads a table in order of time and cleans it as was chosen. Throws `invalid-data` where rows cannot be read so. */
export async function cleanSeries(
  files: { source: ImportSource; reading: SourceReading; known?: KnownTable | null },
  table: Table,
  content: ContentInTime,
): Promise<CleanSeries> {
  const read = await readNumberTable(files, table, content);
  const isByRow = content.kind === 'labelled-series' && content.series === null;
  const arranged = isByRow ? arrangeRows(read, content) : arrangeSeries(read, content);
  const decimal = askDecimal(table.found, content);
  if (decimal !== null) arranged.questions.unshift(decimal);
  return { ...arranged, understood: understandSeries(table.found, content, read, arranged) };
}
