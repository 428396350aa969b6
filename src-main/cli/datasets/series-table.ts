import type { StudioClient } from '../../contract/contract.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { csvLine } from '../evaluating/csv-lines.ts';

const rowsAtOnce = 500;

/** Yields numbers over time as lines of CSV, with the names that their columns had when they were imported. */
export async function* seriesTable(
  client: StudioClient,
  { id: datasetId, report }: DatasetRecord,
): AsyncGenerator<string> {
  const content = report?.content;
  const names = content !== undefined && 'time' in content ? content : { time: null, series: null };
  const labelName = content?.kind === 'labelled-series' ? content.label : null;
  for (let first = 0, total = 1; first < total; first += rowsAtOnce) {
    const part = await client.datasets.seriesRows({ datasetId, first, count: rowsAtOnce });
    const { columns, rows } = part;
    if (first === 0)
      yield csvLine([
        names.time ?? 'row',
        ...(names.series === null ? [] : [names.series]),
        ...columns.map(({ name }) => name),
        ...(labelName === null ? [] : [labelName]),
      ]);
    yield rows
      .map(({ time, series, cells, label }) =>
        csvLine([time, ...(names.series === null ? [] : [series]), ...cells, ...(labelName === null ? [] : [label])]),
      )
      .join('');
    total = part.total;
  }
}
