import { describe, expect, test } from 'vitest';
import { fitParabola, type RowsAtEnds } from '../../../src-engine/insight/fit-parabola.ts';
import { createStream } from '../../../src-engine/random/stream.ts';

/** The sums of rows on a parabola with this slope at the start and this second derivative. */
function onParabola(loss: number, slope: number, curvature: number, weight = 10): RowsAtEnds {
  return {
    weight,
    lossBefore: weight * loss,
    lossAfter: weight * (loss + slope + curvature / 2),
    slopeBefore: weight * slope,
    slopeAfter: weight * (slope + curvature),
  };
}

describe('the place where a step ended', () => {
  test.each([
    ['half-way to the minimum', -2, 1, -0.5],
    ['at the minimum', -1, 1, 0],
    ['as far beyond it as the start is before it', -1, 2, 1],
    ['three times too far', -1, 3, 2],
    ['where the loss falls straight on', -1, 0, -1],
    ['where it falls more and more steeply', -1, -1, -2],
  ])('%s', (_, slope, curvature, alpha) => {
    const rows = [2, 2.5, 1, 3].map((loss) => onParabola(loss, slope, curvature));
    expect(fitParabola(rows)).toMatchObject({ alpha: expect.closeTo(alpha, 10), variance: expect.closeTo(0, 10) });
    expect(fitParabola(rows.slice(0, 1))).toMatchObject({ alpha: expect.closeTo(alpha, 10), variance: null });
  });

  test('is not told where the loss does not fall at the start, or a number is none', () => {
    expect(fitParabola([onParabola(2, 0.1, 1), onParabola(2, 0.2, 1)])).toMatchObject({ alpha: null, variance: null });
    expect(fitParabola([onParabola(2, -1, 1), onParabola(Infinity, -1, 1)])).toBeNull();
    expect(fitParabola([{ ...onParabola(2, -1, 1), weight: 0 }])).toBeNull();
  });

  test('is the mean of rows of different weight, and rows without a target count nowhere', () => {
    const fitted = fitParabola([onParabola(2, -1, 1, 30), onParabola(4, -1, 1, 10), onParabola(9, -3, 0, 0)]);
    expect(fitted).toMatchObject({ alpha: expect.closeTo(0, 10), lossBefore: 2.5, lossAfter: 2, slopeBefore: -1 });
  });

  test('trusts what is measured well more than what is not, and its variance is that of more such measurements', () => {
    const random = createStream(7, 'parabola', 0);
    const noisy = (noise: number) =>
      Array.from({ length: 4 }, () => {
        const rows = onParabola(3 + random.normal(), -1, 1.5);
        return { ...rows, slopeAfter: rows.slopeAfter + 10 * noise * random.normal() };
      });
    const fits = Array.from({ length: 400 }, () => fitParabola(noisy(0.2))!);
    const alphas = fits.map(({ alpha }) => alpha!);
    const mean = alphas.reduce((sum, alpha) => sum + alpha, 0) / alphas.length;
    const variance = alphas.reduce((sum, alpha) => sum + (alpha - mean) ** 2, 0) / alphas.length;
    expect(mean).toBeCloseTo(0.5, 1);
    // The losses, whose difference is exact, correct the slope, which is not.
    expect(variance).toBeLessThan(0.2 ** 2 / 4 / 2);
    const told = fits.reduce((sum, fit) => sum + fit.variance!, 0) / fits.length;
    expect(told / variance).toBeGreaterThan(0.5);
    expect(told / variance).toBeLessThan(2.5);
  });
});
