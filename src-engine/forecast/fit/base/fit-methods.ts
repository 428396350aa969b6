import { fitAutoregression } from './autoregression.ts';
import { fitSmoothing } from './exponential-smoothing.ts';
import { lagMap, withBias } from './linear-map.ts';
import type { LinearMap, MapSizes } from './linear-map.ts';
import { spreadOrigins } from './origins.ts';

/** Methods of which each is linear in the past of a series. */
export type MethodName =
  | 'naive'
  | 'smoothing'
  | 'drift'
  | 'trend'
  | 'autoregression'
  | 'differenced-autoregression'
  | 'seasonal-naive'
  | 'seasonal-drift'
  | 'seasonal-smoothing'
  | 'seasonal-trend'
  | 'seasonal-autoregression'
  | 'seasonal-differenced-autoregression';

/** Windows that the constants of exponential smoothing are chosen with. */
const SMOOTHING_WINDOWS = 100;
/** The steps that are not known at the end of a series are at most this share of it. */
const UNKNOWN_SHARE = 3;

/** Fits all methods to series that are of one unit. Those that need more rows than there are, or a season, are left out. */
export function fitMethods(
  parts: readonly Float64Array[],
  sizes: MapSizes,
  season: number | null,
): Map<MethodName, LinearMap> {
  const { window, horizon } = sizes;
  const origins = spreadOrigins(parts, {
    ...{ window, most: SMOOTHING_WINDOWS },
    range: ({ length }) => ({
      first: window,
      last: length - Math.max(1, Math.min(horizon, Math.floor((length - window) / UNKNOWN_SHARE))),
    }),
  });
  const smoothing = (hasTrend: boolean, period: number | null) =>
    fitSmoothing(origins, { hasTrend, season: period }, sizes);
  const autoregression = (...differences: number[]) => fitAutoregression(parts, { differences, season: short }, sizes);
  const short = season !== null && 2 * season <= window ? season : null;
  const level = smoothing(false, null);
  const drift = meanChange(parts, 1);
  const methods: [MethodName, LinearMap | null][] = [
    ['naive', lagMap(sizes, () => 0)],
    ['smoothing', level],
    ['drift', level && withBias(level, (step) => (step + 1) * drift)],
    ['trend', smoothing(true, null)],
    ['autoregression', autoregression()],
    ['differenced-autoregression', autoregression(1)],
    ...(short === null ? [] : seasonalMethods(short)),
  ];
  return new Map(methods.flatMap(([name, map]) => (map === null ? [] : [[name, map] as const])));

  function seasonalMethods(period: number): [MethodName, LinearMap | null][] {
    const seasonal = lagMap(sizes, (step) => period - 1 - (step % period));
    const change = meanChange(parts, period);
    return [
      ['seasonal-naive', seasonal],
      ['seasonal-drift', withBias(seasonal, (step) => (1 + Math.floor(step / period)) * change)],
      ['seasonal-smoothing', smoothing(false, period)],
      ['seasonal-trend', smoothing(true, period)],
      ['seasonal-autoregression', autoregression(period)],
      ['seasonal-differenced-autoregression', autoregression(period, 1)],
    ];
  }
}

/** The mean of a value less that `lag` rows before it. */
function meanChange(parts: readonly Float64Array[], lag: number): number {
  let sum = 0;
  let count = 0;
  for (const part of parts) {
    for (let row = lag; row < part.length; row++) sum += part[row] - part[row - lag];
    count += Math.max(0, part.length - lag);
  }
  return count === 0 ? 0 : sum / count;
}
