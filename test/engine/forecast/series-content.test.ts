import { expect, test } from 'vitest';
import { prepareSeries } from '../../../src-engine/forecast/fit/prepare-series.ts';
import { readSeries } from '../../../src-engine/forecast/series-content.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { predicted, seasonal, seriesContent } from './made-series.ts';

const forecaster = modelTemplates(1).find(({ id }) => id === 'forecaster')!;

test('a table of an older studio is one series without time, whose features are read and whose targets are predicted', async () => {
  const lines = seasonal(80).map((value, n) => `${n % 5},${value},${value / 2}`);
  const content = {
    kind: 'numeric' as const,
    table: new TextEncoder().encode(`wind,heat,half\n${lines.join('\n')}\n`),
    delimiter: ',' as const,
    features: ['wind', 'heat'],
    targets: ['heat'],
    horizon: 3,
  };
  const { layout, pieces } = readSeries(content);
  expect(layout.columns.map(({ name, role }) => [name, role])).toEqual([
    ['heat', 'predict'],
    ['wind', 'read'],
  ]);
  expect(pieces[0]?.values.map((column) => column[6])).toEqual([seasonal(80)[6], 1]);
  const { model, preparation } = await prepareSeries(
    { content, ...forecaster },
    { yieldToEventLoop: () => Promise.resolve() },
  );
  expect(model.forecast).toMatchObject({ horizon: 3, targets: 1 });
  expect(preparation.kind).toBe('forecast');
});

test('empty cells are unknown values, names may have line feeds within quotes, and other rows than the layout tells of are refused', () => {
  const content = seriesContent({ columns: [predicted], pieces: [{ rows: [[1], [2], [null]], known: 2 }] });
  const quoted = { ...content, table: new TextEncoder().encode('t,"a\nb"\n1,1\n2,2\n3,') };
  expect([...(readSeries(quoted).pieces[0]?.values[0] ?? [])]).toEqual([1, 2, NaN]);
  const longer = { ...content, table: new TextEncoder().encode('t,value\n1,1\n2,2\n3,3\n4,4\n') };
  expect(() => readSeries(longer)).toThrow('other rows or columns');
  const wider = { ...content, table: new TextEncoder().encode('t,value\n1,1,1\n2,2,2\n3,3,3\n') };
  expect(() => readSeries(wider)).toThrow('other rows or columns');
});
