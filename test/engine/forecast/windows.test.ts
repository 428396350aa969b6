import { expect, test } from 'vitest';
import { placeWindows } from '../../../src-engine/forecast/windows/series-windows.ts';

test('each step of a forecast is judged by all rows that are held back, and the network learns from none of them', () => {
  const { training, validation } = placeWindows([{ known: 60 }], [50], {
    history: 12,
    horizon: 6,
    readsHorizon: false,
  });
  expect(training.every(({ origin, end }) => origin < 50 && end === 50)).toBe(true);
  for (let step = 0; step < 6; step++) {
    const rows = validation
      .map(({ origin, first, end }) => ({ row: origin + step, first, end }))
      .filter(({ row, first, end }) => row >= first && row < end)
      .map(({ row }) => row);
    expect(rows).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
  }
});
