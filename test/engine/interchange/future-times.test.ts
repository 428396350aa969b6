import { expect, it } from 'vitest';
import { nextTimes } from '../../../src-engine/forecast/time/next-times.ts';
import type { TimeAxis } from '../../../src-engine/spec/series-layout.ts';
import { addFutureTimes, needsFutureTimes } from '../../../src-engine/interchange/numbers/future-times.ts';
import { GraphBuilder } from '../../../src-engine/interchange/numbers/number-graph.ts';
import { runNumberGraph } from '../../../src-engine/interchange/numbers/run-number-graph.ts';

const horizon = 40;

async function computedTimes(axis: TimeAxis, last: number[]): Promise<number[][]> {
  const graph = new GraphBuilder();
  const input = graph.input({ name: 'last', type: 'float64', shape: [1, 1], description: 'The last time.' });
  const time = { ...axis, origin: last[0] };
  graph.output('times', addFutureTimes(graph, { time, last: input, horizon }), 'What follows.');
  const { times } = await runNumberGraph(
    graph.build(),
    { last: { shape: [last.length, 1, 1], values: Float64Array.from(last) } },
    () => Promise.reject(new Error('There is no network.')),
  );
  return last.map((_, row) => [...times.values.subarray(row * horizon, (row + 1) * horizon)]);
}

const dates = (...texts: string[]) => texts.map((text) => Date.parse(text));
const clock = (zone: string | null, unit: TimeAxis['step']['unit'], count = 1, day?: number): TimeAxis => ({
  kind: 'date',
  zone,
  step: { unit, count, ...(day !== undefined && { day }) },
});
const numbers = (count: number, decimals?: number): TimeAxis => ({
  kind: 'number',
  zone: null,
  step: { unit: 'number', count, ...(decimals !== undefined && { decimals }) },
});

it.each([
  ['hours', clock(null, 'hour', 6), dates('2024-02-28T21:00Z', '1969-12-31T00:00Z')],
  ['hours where clocks change', clock('Europe/Berlin', 'hour'), dates('2024-03-30T12:00Z')],
  ['days', clock(null, 'day', 7), dates('2023-12-30T00:00Z', '1899-02-20T06:30Z')],
  ['days in Japan', clock('Asia/Tokyo', 'day'), dates('2024-02-27T15:00Z')],
  ['weekdays', clock(null, 'weekday'), dates('2024-05-01T00:00Z', '2024-05-03T00:00Z', '2024-05-04T00:00Z')],
  ['months', clock(null, 'month'), dates('2023-12-01T00:00Z', '1899-11-15T03:00Z', '2000-01-01T00:00Z')],
  ['ends of months', clock('UTC', 'month', 1, 31), dates('2023-01-31T00:00Z', '2024-02-29T00:00Z')],
  ['quarters', clock(null, 'month', 3), dates('2023-10-30T00:00Z')],
  ['years with a leap day', clock(null, 'year'), dates('1896-02-29T00:00Z')],
  ['whole numbers', numbers(1), [100, -3]],
  ['twelfths of a year', numbers(1 / 12, 4), [1960.9167, 1949, 1949.04]],
  ['quarters of a year', numbers(0.25, 2), [1980.75]],
] as const)('the graph counts %s on as the studio does', async (_, axis, last) => {
  expect(needsFutureTimes({ ...axis, origin: last[0] })).toBe(false);
  const times = await computedTimes(axis, [...last]);
  times.forEach((row, n) => {
    const expected = nextTimes({ axis, last: last[n], count: horizon });
    row.forEach((time, step) => expect(time).toBeCloseTo(expected[step], 8));
  });
});

it('asks for the times of rows that follow clocks which change', () => {
  const origin = Date.parse('2024-01-01');
  expect(needsFutureTimes({ ...clock('Europe/Berlin', 'day'), origin })).toBe(true);
  expect(needsFutureTimes({ ...clock('Europe/Berlin', 'hour'), origin })).toBe(false);
  expect(needsFutureTimes({ ...clock('+05:30', 'month'), origin })).toBe(false);
});
