import { sparseLags } from './arma-polynomials.ts';
import { psiWeights } from './autocovariance.ts';
import { applyDifferencing } from './differencing.ts';
import type { FittedArima } from './auto-arima.ts';
import { harmonicColumns } from './harmonics.ts';
import type { Harmonics } from './harmonics.ts';
import { weighted } from './innovations.ts';

/** Returns the name that is usual in the literature, such as `ARIMA(0,1,1)(0,1,0)[4] with drift`. */
export function arimaName({ order, differencing, hasMean, harmonics }: FittedArima): string {
  const { p, q, seasonalP, seasonalQ, period } = order;
  const { d, seasonalD } = differencing;
  const seasonal = seasonalP + seasonalD + seasonalQ > 0 ? `(${seasonalP},${seasonalD},${seasonalQ})[${period}]` : '';
  const mean = !hasMean ? '' : d + seasonalD > 0 ? ' with drift' : ' with mean';
  const waves = harmonics.pairs > 0 ? ` + Fourier(${harmonics.pairs})[${harmonics.period}]` : '';
  return `ARIMA(${p},${d},${q})${seasonal}${mean}${waves}`;
}

/** Returns the expected values after `values`, which the model was fitted to, and their standard deviations. */
export function forecastArima(
  values: Float64Array,
  { order, differencing, hasMean, harmonics, arma }: FittedArima,
  horizon: number,
): { means: Float64Array; deviations: Float64Array } {
  const { polynomials, regression, innovations } = arma;
  const mean = hasMean ? regression[regression.length - 1] : 0;
  const seasonal = harmonicPart(harmonics, regression, values.length + horizon);
  const lags = integrationLags(differencing, order.period);
  const whole = seasonal.map((effect, n) => (n < values.length ? values[n] - effect : 0));
  const centred = applyDifferencing(whole.subarray(0, values.length), differencing, order.period).map(
    (value) => value - mean,
  );
  const expected = extend(
    centred,
    innovations,
    { ar: sparseLags(polynomials.ar), ma: sparseLags(polynomials.ma) },
    horizon,
  );
  const sparse = sparseLags(lags);
  for (let n = values.length; n < whole.length; n++) {
    whole[n] = mean + expected[n - values.length] + weighted(whole, sparse, n);
  }
  const psi = psiWeights(joinLags(polynomials.ar, lags), Float64Array.from([1, ...polynomials.ma]), horizon);
  let squares = 0;
  const deviations = psi.map((weight) => Math.sqrt(arma.variance * (squares += weight * weight)));
  return { means: whole.subarray(values.length).map((value, n) => value + seasonal[values.length + n]), deviations };
}

function harmonicPart(harmonics: Harmonics, regression: Float64Array, count: number): Float64Array {
  const part = new Float64Array(count);
  harmonicColumns(harmonics, 0, count).forEach((column, k) => {
    for (let n = 0; n < count; n++) part[n] += regression[k] * column[n];
  });
  return part;
}

function extend(
  centred: Float64Array,
  innovations: Float64Array,
  { ar, ma }: { ar: ReturnType<typeof sparseLags>; ma: ReturnType<typeof sparseLags> },
  horizon: number,
): Float64Array {
  const count = centred.length;
  const whole = new Float64Array(count + horizon);
  const errors = new Float64Array(count + horizon);
  whole.set(centred);
  errors.set(innovations);
  for (let n = count; n < whole.length; n++) whole[n] = weighted(whole, ar, n) + weighted(errors, ma, n);
  return whole.subarray(count);
}

/** The coefficients with which the values before one turn its difference into the value. */
function integrationLags({ d, seasonalD }: FittedArima['differencing'], period: number): Float64Array {
  let lags: Float64Array = new Float64Array(0);
  for (let n = 0; n < d; n++) lags = joinLags(lags, Float64Array.of(1));
  for (let n = 0; n < seasonalD; n++) {
    const seasonal = new Float64Array(period);
    seasonal[period - 1] = 1;
    lags = joinLags(lags, seasonal);
  }
  return lags;
}

/** The coefficients c with 1 − Σ c_i Bⁱ = (1 − Σ left_i Bⁱ)(1 − Σ right_i Bⁱ). */
function joinLags(left: Float64Array, right: Float64Array): Float64Array {
  const joined = new Float64Array(left.length + right.length);
  left.forEach((coefficient, n) => (joined[n] += coefficient));
  right.forEach((coefficient, n) => {
    joined[n] += coefficient;
    left.forEach((other, k) => (joined[n + k + 1] -= coefficient * other));
  });
  return joined;
}
