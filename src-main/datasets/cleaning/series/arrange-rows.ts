import type { ContentOf } from '../../../contract/datasets/import-content.ts';
import { ask } from '../../meaning/ask.ts';
import type { ArrangedSeries } from './arranged-series.ts';
import { FoundPlaces, describePlaces } from './found-places.ts';
import type { NumberTable } from './number-table.ts';
import { fillValues, interpolateValues } from './settle-missing.ts';

/** The one column of a sequence whose steps were the columns of a row. */
const valueColumn = 'value';

/**
 * Makes a sequence of each row: its columns are the steps. Values that are missing at the end make a sequence shorter; others are filled as
 * was chosen, or asked for.
 */
export function arrangeRows(table: NumberTable, content: ContentOf<'labelled-series'>): ArrangedSeries {
  const missing = new FoundPlaces(table, null);
  const { label } = table;
  const pieces = Array.from({ length: table.rows }, (_, row) => {
    const values = Float64Array.from(table.columns, (column) => column.values[row]);
    const end = values.findLastIndex((value) => !Number.isNaN(value)) + 1;
    const whole = values.subarray(0, end);
    whole.forEach((value, step) => {
      if (Number.isNaN(value)) missing.add({ row, time: null, column: table.columns[step].name });
    });
    const times = Float64Array.from(whole.keys());
    const settled = settle(whole, times, content);
    const name = label === null ? null : label.names[label.numbers[row]];
    return { times, columns: [settled], series: null, known: end, label: name };
  }).filter(({ known, columns: [values] }) => known > 0 && !values.some((value) => Number.isNaN(value)));
  const { count, places } = missing;
  const isOpen = count > 0 && content.missing !== 'fill' && content.missing !== 'interpolate';
  const answers = (['interpolate', 'fill'] as const).map((treatment) => ({
    id: treatment,
    columns: [],
    content: { ...content, missing: treatment },
    text: treatment === 'fill' ? 'the value before' : 'values on the line between their neighbours',
  }));
  const told = describePlaces(places, count);
  const text = `${count} cells have no value, though others follow in their rows: ${told}.`;
  const question = ask({ id: 'missing', text, values: { count, columns: '' }, places, answers });
  return {
    time: null,
    columns: [{ name: valueColumn, categories: null }],
    pieces: isOpen ? [] : pieces,
    findings: {
      rowsDropped:
        pieces.length < table.rows ? [{ reason: 'no-value', count: table.rows - pieces.length, places: [] }] : [],
      gaps: { count: 0, places: [], rows: 0, treatment: null },
      duplicates: { count: 0, places: [], treatment: null },
      missing: { count, places, treatment: content.missing },
    },
    questions: isOpen ? [question] : [],
  };
}

function settle(values: Float64Array, times: Float64Array, { missing }: ContentOf<'labelled-series'>): Float64Array {
  if (missing === 'fill') return fillValues(values);
  return missing === 'interpolate' ? interpolateValues(values, times, 'number') : values;
}
