import { solveLinear } from '../optimization/solve-linear.ts';
import { isCertain, minimizeSmooth } from '../optimization/minimize-smooth.ts';
import { expandPolynomials, hasRootsOutside, sparseLags, splitCoefficients } from './arma-polynomials.ts';
import type { ArmaOrder, ArmaPolynomials } from './arma-polynomials.ts';
import { armaInnovations, weighted } from './innovations.ts';
import { invertibleMovingAverage, rawCoefficients, stationaryCoefficients } from './invertible.ts';
import { dot } from '../vectors.ts';

export interface FittedArma {
  /** The coefficients, in the order p, q, P, Q; a conditional fit's are where an exact one begins. */
  coefficients: Float64Array;
  polynomials: ArmaPolynomials;
  /** The coefficients of the regressors. */
  regression: Float64Array;
  /** Innovations, one for each value; 0 for the first ones, where the fit is conditional on them. */
  innovations: Float64Array;
  /** Variance of the innovations, for the degrees of freedom that are left. */
  variance: number;
  /** Comparable between models that are fitted to the same values by the same criterion. */
  aicc: number;
  /** Tells whether the values determine each coefficient. It takes about as long as the fit. */
  isCertain: () => boolean;
}

/** The criterion by which coefficients are fitted: the sum of squares given the first values, or the exact likelihood. */
export type ArmaCriterion = 'conditional' | 'exact';

/** Polynomials with a root nearer to the unit circle are not trusted. */
const LEAST_ROOT = 1.01;

interface Reading {
  innovations: Float64Array;
  regression: Float64Array;
  /** Half of the logarithm of the variance and what is added to it, a value's part of the negative log-likelihood. */
  objective: number;
}

type Reader = (polynomials: ArmaPolynomials) => Reading | null;

export interface ArmaOptions {
  /** Columns of as many values, of which the model has a multiple beside the ARMA process: a mean is a column of ones. */
  regressors: readonly Float64Array[];
  criterion: ArmaCriterion;
  /** The coefficients of the conditional fit, where they are known. */
  begin?: Float64Array;
}

/**
 * Fits an ARMA model to stationary values. Null where it cannot be fitted, where a root is too near to the unit circle, and where there are
 * too few values.
 */
export function fitArma(
  values: Float64Array,
  order: ArmaOrder,
  { regressors, criterion, begin: known }: ArmaOptions,
): FittedArma | null {
  const size = order.p + order.q + order.seasonalP + order.seasonalQ;
  const parameters = size + regressors.length + 1;
  const spare = values.length - parameters - 1;
  if (spare <= 0 || values.length <= order.p + order.seasonalP * order.period) return null;
  const columns = [values, ...regressors];
  const conditional = readConditionally(columns);
  const begin =
    known ?? minimizeSmooth(conditionalObjective(conditional, order), new Float64Array(size))?.point ?? null;
  const point = begin === null || criterion === 'conditional' ? begin : maximizeLikelihood(columns, order, begin);
  if (point === null) return null;
  const polynomials = expandPolynomials(point, order);
  if (!hasRootsOutside(polynomials.ar, -1, LEAST_ROOT) || !hasRootsOutside(polynomials.ma, 1, LEAST_ROOT)) return null;
  const reading = (criterion === 'exact' ? readExactly(columns) : conditional)(polynomials);
  if (reading === null) return null;
  const deviance = values.length * (2 * reading.objective + 1 + Math.log(2 * Math.PI));
  return {
    coefficients: point,
    polynomials,
    regression: reading.regression,
    innovations: reading.innovations,
    variance: dot(reading.innovations, reading.innovations) / Math.max(1, values.length - parameters + 1),
    aicc: deviance + 2 * parameters + (2 * parameters * (parameters + 1)) / spare,
    isCertain: () =>
      criterion === 'exact'
        ? isCertain(exactObjective(columns, order), rawPoint(point, order))
        : isCertain(conditionalObjective(conditional, order), point),
  };
}

function conditionalObjective(read: Reader, order: ArmaOrder) {
  return (point: Float64Array) => read(expandPolynomials(point, order))?.objective ?? Infinity;
}

/** Returns the objective of the exact likelihood, which takes raw coefficients, see `toCoefficients`. */
function exactObjective(columns: readonly Float64Array[], order: ArmaOrder) {
  const read = readExactly(columns);
  return (raw: Float64Array) => read(expandPolynomials(toCoefficients(raw, order), order))?.objective ?? Infinity;
}

/** Autoregressive coefficients are searched for by partial autocorrelations, so that all that is tried is stationary. */
function maximizeLikelihood(
  columns: readonly Float64Array[],
  order: ArmaOrder,
  begin: Float64Array,
): Float64Array | null {
  const { ar, seasonalAr } = splitCoefficients(begin, order);
  if (!hasRootsOutside(ar, -1, 1) || !hasRootsOutside(seasonalAr, -1, 1)) return null;
  const found = minimizeSmooth(exactObjective(columns, order), rawPoint(begin, order));
  if (found === null) return null;
  const best = splitCoefficients(toCoefficients(found.point, order), order);
  return Float64Array.from([
    ...best.ar,
    ...invertibleMovingAverage(best.ma),
    ...best.seasonalAr,
    ...invertibleMovingAverage(best.seasonalMa),
  ]);
}

/** The inverse of `toCoefficients`, with moving averages that can be inverted. */
function rawPoint(coefficients: Float64Array, order: ArmaOrder): Float64Array {
  const { ar, ma, seasonalAr, seasonalMa } = splitCoefficients(coefficients, order);
  return Float64Array.from([
    ...rawCoefficients(ar),
    ...invertibleMovingAverage(ma),
    ...rawCoefficients(seasonalAr),
    ...invertibleMovingAverage(seasonalMa),
  ]);
}

function toCoefficients(raw: Float64Array, order: ArmaOrder): Float64Array {
  const { ar, ma, seasonalAr, seasonalMa } = splitCoefficients(raw, order);
  return Float64Array.from([
    ...stationaryCoefficients(ar),
    ...ma,
    ...stationaryCoefficients(seasonalAr),
    ...seasonalMa,
  ]);
}

/** Innovations before the first value that has all its lags are zero. */
function readConditionally(columns: readonly Float64Array[]): Reader {
  return ({ ar, ma }) => {
    const sparseAr = sparseLags(ar);
    const sparseMa = sparseLags(ma);
    const errors = columns.map((column) => {
      const ofColumn = new Float64Array(column.length);
      for (let n = ar.length; n < column.length; n++) {
        ofColumn[n] = column[n] - weighted(column, sparseAr, n) - weighted(ofColumn, sparseMa, n);
      }
      return ofColumn;
    });
    return readErrors(errors, 0, columns[0].length - ar.length);
  };
}

function readExactly(columns: readonly Float64Array[]): Reader {
  return (polynomials) => {
    const found = armaInnovations(polynomials, columns);
    if (found === null) return null;
    const { errors, variances } = found;
    let logarithms = 0;
    for (const variance of variances) logarithms += Math.log(variance);
    const scaled = errors.map((column) => column.map((error, n) => error / Math.sqrt(variances[n])));
    return readErrors(scaled, logarithms, variances.length);
  };
}

/** The multiples of the regressors are those that leave the least squares, whatever the ARMA coefficients are. */
function readErrors(
  [ofValues, ...ofRegressors]: readonly Float64Array[],
  logarithms: number,
  count: number,
): Reading | null {
  const regression = regress(ofValues, ofRegressors);
  if (regression === null) return null;
  const innovations = ofValues.slice();
  ofRegressors.forEach((column, k) => {
    for (let n = 0; n < column.length; n++) innovations[n] -= regression[k] * column[n];
  });
  const objective = 0.5 * (Math.log(dot(innovations, innovations) / count) + logarithms / count);
  return Number.isFinite(objective) ? { innovations, regression, objective } : null;
}

/** Solves the normal equations; the columns of a regression on harmonics and ones are far from dependent. */
function regress(values: Float64Array, columns: readonly Float64Array[]): Float64Array | null {
  return solveLinear(columns.map((column) => Float64Array.from([...columns, values], (other) => dot(column, other))));
}
