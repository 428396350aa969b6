import { EngineError } from '../spec/engine-error.ts';
import type { DatasetContent } from '../spec/dataset-content.ts';
import type { SeriesLayout } from '../spec/series-layout.ts';
import { readNumericSeries } from '../text/numeric-series.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { readSeriesTable } from './rows/read-series-table.ts';
import type { SeriesRows } from './rows/series-rows.ts';

/** The rows of a table, and what they mean. */
export interface Series {
  layout: SeriesLayout;
  pieces: SeriesRows[];
}

/**
 * Reads numbers over time. A content `numeric` of an older studio is one series without time, whose features are read and whose targets
 * are predicted. Throws EngineError `invalid-data`.
 */
export function readSeries(content: DatasetContent): Series {
  if (content.kind === 'series') {
    return { layout: content.layout, pieces: readSeriesTable(content.table, content.layout) };
  }
  if (content.kind === 'numeric') return seriesOfNumbers(content);
  throw new EngineError('invalid-data', 'A forecaster learns from numbers over time. Choose another dataset.', {
    reason: 'needs-numbers',
  });
}

function seriesOfNumbers(content: Extract<DatasetContent, { kind: 'numeric' }>): Series {
  const read = content.features.filter((name) => !content.targets.includes(name));
  const names = [...content.targets, ...read];
  const { features, rows } = readNumericSeries(decodeUtf8(content.table), { ...content, features: names });
  const layout: SeriesLayout = {
    version: 1,
    time: null,
    columns: names.map((name, n) => ({
      name,
      role: n < content.targets.length ? 'predict' : 'read',
      categories: null,
    })),
    pieces: [{ series: null, rows, known: rows }],
    horizon: content.horizon > 0 ? content.horizon : null,
  };
  const time = Float64Array.from({ length: rows }, (_, row) => row);
  const values = names.map((_, column) =>
    Float64Array.from({ length: rows }, (_, row) => features.values[row * names.length + column]),
  );
  return { layout, pieces: [{ series: null, rows, known: rows, time, values }] };
}
