import { expect, test } from 'vitest';
import type { ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import { meanLine } from '../../../../src-renderer/domain/repeats/arm-lines.ts';
import { armDifference, armInterval, armsOf } from '../../../../src-renderer/domain/repeats/arms.ts';
import { tableItems } from '../../../../src-renderer/features/runs/list/filter-runs.ts';
import { aRun } from '../../studio/sample-records.ts';

const group = (id: string) => ({ id, name: `Group ${id}`, kind: 'seeds' as const });
const repeat = (id: string, seed: number, loss: number | null, of: string | null = id.slice(0, 1)) =>
  aRun({
    id,
    name: id,
    group: of === null ? null : group(of),
    train: { ...aRun().train, seed },
    state: loss === null ? 'queued' : 'finished',
    bestValidationLoss: loss,
    outcome: loss === null ? null : { kind: 'finished', epoch: 1, step: 1 },
  });
const lossOf = ({ bestValidationLoss }: ReturnType<typeof aRun>) => bestValidationLoss;

test('repeats are arms, compared seed by seed where they have the same seeds, and else as independent ones', () => {
  const [a, b, alone] = armsOf([
    repeat('a1', 1, 2),
    repeat('b1', 1, 1.9),
    repeat('a2', 2, 2.2),
    repeat('b2', 2, 2.1),
    repeat('a3', 3, 2.1),
    repeat('b3', 3, 2.0),
    repeat('lonely', 1, 1, null),
  ]);
  expect([a.name, b.name, alone.name]).toEqual(['Group a', 'Group b', 'lonely']);
  expect(armInterval(a, lossOf)).toMatchObject({ count: 3, mean: expect.closeTo(2.1, 10), least: 2, most: 2.2 });
  // The seeds of one arm differ by more than the arms do, and yet every seed is better by the same amount.
  const paired = armDifference(a, b, lossOf);
  expect(paired).toMatchObject({ isPaired: true, difference: expect.closeTo(-0.1, 10) });
  expect(paired?.high).toBeLessThan(0);
  const fewer = { ...b, runs: b.runs.slice(0, 2) };
  const independent = armDifference(a, fewer, lossOf);
  expect(independent).toMatchObject({ isPaired: false });
  expect(independent?.high).toBeGreaterThan(0);
  expect(armDifference(a, alone, lossOf)).toBeNull();
});

test('the mean of curves is drawn with all that was measured, or with the interval of the mean, as its band', () => {
  const line = (x: number[], y: number[]): ChartLine => ({
    id: '',
    label: '',
    colour: 'cool',
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    width: 1,
    dash: [],
    opacity: 1,
    points: false,
  });
  const lines = [line([0, 1, 2], [3, 2, 1]), line([0, 2], [5, 3]), line([0, 1], [4, NaN])];
  const labels = { lowLabel: 'low', highLabel: 'high' };
  const { x, y, band } = meanLine(lines, 'range', labels);
  expect([...x]).toEqual([0, 1, 2]);
  // The second line is interpolated, a value that is not a number is left out, and the third line has ended.
  expect([...y]).toEqual([4, 3, 2]);
  expect([...(band?.low ?? [])]).toEqual([3, 2, 1]);
  expect([...(band?.high ?? [])]).toEqual([5, 4, 3]);
  const interval = meanLine(lines, 'interval', labels).band;
  // The half width of the interval around the mean of 3, 4 and 5 is 4.303 · 1 / √3.
  expect(interval?.high[0]).toBeCloseTo(4 + 2.4841, 3);
});

test('a table folds repeats into one row, and shows them where it is opened', () => {
  const runs = [repeat('a1', 1, 2), repeat('lonely', 1, 1, null), repeat('a2', 2, 2.2)];
  const rows = (expanded: string[]) =>
    tableItems(runs, 'none', new Set(expanded)).map((item) => (item.kind === 'run' ? item.run.id : item.key));
  expect(rows([])).toEqual(['repeats a', 'lonely']);
  expect(rows(['a'])).toEqual(['repeats a', 'a1', 'a2', 'lonely']);
});
