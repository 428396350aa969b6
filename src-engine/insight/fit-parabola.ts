import type { StepParabola } from '../spec/insight-spec.ts';

/**
 * The sums over some rows of a batch at both ends of a step: the sums of their losses, and of the slopes of these along
 * the step.
 */
export interface RowsAtEnds {
  /** The divisor of the sums. */
  weight: number;
  lossBefore: number;
  lossAfter: number;
  slopeBefore: number;
  slopeAfter: number;
}

type Measure = Exclude<keyof RowsAtEnds, 'weight'>;

/**
 * Fits a parabola to the loss along a step whose length is 1, weighing each measurement by its variance among
 * sub-batches (Schneider, Dangel and Hennig 2021, section 3.2). Losses tell only how much the loss changes, whose
 * variance is that of the difference, since both ends see the same rows. Returns null if a number is not finite, or
 * nothing was measured.
 */
export function fitParabola(subBatches: readonly RowsAtEnds[]): StepParabola | null {
  const measured = subBatches.filter(({ weight }) => weight > 0);
  const mean = meansOf(measured);
  if (measured.length === 0 || Object.values(mean).some((value) => !Number.isFinite(value))) return null;
  const variances = variancesOf(measured);
  const alpha = alphaOf(mean, variances);
  return { alpha, variance: alpha === null ? null : jackknife(measured, variances), ...mean };
}

interface Variances {
  change: number;
  slopeBefore: number;
  slopeAfter: number;
}

/**
 * Returns α. A parabola with the slopes s₀ and s₁ at both ends changes the loss by (s₀ + s₁)/2. Weighted least squares
 * moves the measured slopes towards those that explain the measured change; the minimum is s₀/(s₀ − s₁) of the step's
 * length away from the start, so that the end, in units of that length and counted from the minimum, is −s₁/s₀.
 */
function alphaOf(mean: Record<Measure, number>, { change, slopeBefore, slopeAfter }: Variances): number | null {
  const unexplained = mean.lossAfter - mean.lossBefore - (mean.slopeBefore + mean.slopeAfter) / 2;
  const share = unexplained / (change + (slopeBefore + slopeAfter) / 4);
  const before = mean.slopeBefore + (slopeBefore / 2) * share;
  const after = mean.slopeAfter + (slopeAfter / 2) * share;
  const alpha = -after / before;
  return before < 0 && Number.isFinite(alpha) ? alpha : null;
}

/**
 * The variance of α over rows like these, by leaving out each sub-batch once. Null means that there are fewer than two
 * sub-batches, or that some α does not exist.
 */
function jackknife(subBatches: readonly RowsAtEnds[], variances: Variances): number | null {
  const count = subBatches.length;
  if (count < 2) return null;
  const alphas = subBatches.map((_, n) => alphaOf(meansOf(subBatches.toSpliced(n, 1)), variances));
  if (alphas.some((alpha) => alpha === null)) return null;
  const values = alphas.map(Number);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return (values.reduce((sum, value) => sum + (value - mean) ** 2, 0) * (count - 1)) / count;
}

function meansOf(subBatches: readonly RowsAtEnds[]): Record<Measure, number> {
  const weight = subBatches.reduce((sum, each) => sum + each.weight, 0);
  const mean = (of: Measure) => subBatches.reduce((sum, each) => sum + each[of], 0) / weight;
  return {
    lossBefore: mean('lossBefore'),
    lossAfter: mean('lossAfter'),
    slopeBefore: mean('slopeBefore'),
    slopeAfter: mean('slopeAfter'),
  };
}

/** The variances of the means; all are the same where they are not known, or where all sub-batches agree. */
function variancesOf(subBatches: readonly RowsAtEnds[]): Variances {
  const variance = (of: (rows: RowsAtEnds) => number) => {
    const values = subBatches.map((rows) => of(rows) / rows.weight);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const change = variance(({ lossBefore, lossAfter }) => lossAfter - lossBefore);
  const slopeBefore = variance((rows) => rows.slopeBefore);
  const slopeAfter = variance((rows) => rows.slopeAfter);
  return change + slopeBefore + slopeAfter > 0
    ? { change, slopeBefore, slopeAfter }
    : { change: 1, slopeBefore: 1, slopeAfter: 1 };
}
