import type { Backend } from '../../../src-engine/backends/backend.ts';
import { formatRate, formatTable } from '../../../src-main/cli/formats.ts';
import { measureRate } from './measure-rate.ts';
import { languageModelTraining } from './workloads.ts';

const unitCounts = [64, 128, 256, 512, 1024];
const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const STEPS = 16;

export interface ScalingPoint {
  units: number;
  batch: number;
  tokensPerSecond: number;
  shareOfPeak: number;
}

/** Trains two LSTM layers of all these sizes with all these batches, `seconds` each; `peak`: operations a second of all threads. */
export async function measureScaling(
  backend: Backend,
  peak: number,
  seconds: number,
  onPoint: (point: ScalingPoint) => void,
): Promise<ScalingPoint[]> {
  const points: ScalingPoint[] = [];
  for (const units of unitCounts) {
    for (const batch of batchSizes) {
      const workload = languageModelTraining(backend, units, batch, STEPS);
      const tokensPerSecond = await measureRate(workload, seconds);
      const shareOfPeak = (tokensPerSecond * workload.flopsPerUnit) / peak;
      workload.dispose();
      const point = { units, batch, tokensPerSecond, shareOfPeak };
      points.push(point);
      onPoint(point);
    }
  }
  return points;
}

/** Rows are batches, columns are units; the last lines name each size whose share is less than half of a neighbour's. */
export function scalingTable(points: readonly ScalingPoint[]): string {
  const at = (units: number, batch: number) => points.find((point) => point.units === units && point.batch === batch);
  const rows = batchSizes.map((batch) => [
    `batch ${batch}`,
    ...unitCounts.map((units) => {
      const point = at(units, batch);
      return point ? `${formatRate(point.tokensPerSecond)} (${Math.round(100 * point.shareOfPeak)} %)` : '';
    }),
  ]);
  const table = formatTable(
    [['tokens/s (share of peak)', ...unitCounts.map((units) => `${units} units`)], ...rows],
    unitCounts.map((_, n) => n + 1),
  );
  const cliffs = findCliffs(points).map(({ units, batch }) => `A cliff: ${units} units, batch ${batch}.`);
  return [table, ...cliffs].join('\n');
}

/**
 * Sizes with less than half the share of peak of a smaller neighbour, one step down in units or in batch: there more work at a time
 * should never be so much slower.
 */
export function findCliffs(points: readonly ScalingPoint[]): ScalingPoint[] {
  const smaller = (sizes: readonly number[], size: number) => sizes[sizes.indexOf(size) - 1];
  return points.filter((point) =>
    points.some(
      (other) =>
        ((other.units === point.units && other.batch === smaller(batchSizes, point.batch)) ||
          (other.batch === point.batch && other.units === smaller(unitCounts, point.units))) &&
        point.shareOfPeak < other.shareOfPeak / 2,
    ),
  );
}
