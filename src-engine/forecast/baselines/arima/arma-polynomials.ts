import { hasRootsInside } from '../optimization/has-roots-inside.ts';

/** The numbers of coefficients of an ARMA model with a season: p, q, P and Q of Box & Jenkins (1970). */
export interface ArmaOrder {
  p: number;
  q: number;
  seasonalP: number;
  seasonalQ: number;
  /** Points of a season; 1 without. */
  period: number;
}

/** w_t = Σ ar_i w_{t−i} + e_t + Σ ma_i e_{t−i}; index 0 belongs to lag 1. */
export interface ArmaPolynomials {
  ar: Float64Array;
  ma: Float64Array;
}

/** A polynomial's lags that have a coefficient. */
export interface SparseLags {
  lags: Int32Array;
  coefficients: Float64Array;
}

/** Splits the coefficients of a model, which are in the order p, q, P, Q. */
export function splitCoefficients(point: Float64Array, { p, q, seasonalP, seasonalQ }: ArmaOrder) {
  const begins = [0, p, p + q, p + q + seasonalP, p + q + seasonalP + seasonalQ];
  const [ar, ma, seasonalAr, seasonalMa] = begins.slice(0, 4).map((begin, n) => point.subarray(begin, begins[n + 1]));
  return { ar, ma, seasonalAr, seasonalMa };
}

/** Multiplies the polynomials of neighbouring points and of seasons. */
export function expandPolynomials(point: Float64Array, order: ArmaOrder): ArmaPolynomials {
  const { ar, ma, seasonalAr, seasonalMa } = splitCoefficients(point, order);
  return {
    ar: multiply(ar, seasonalAr, order.period, -1),
    ma: multiply(ma, seasonalMa, order.period, 1),
  };
}

/** (1 + sign Σ a_i Bⁱ)(1 + sign Σ b_j B^{j·period}) without the 1, with the sign of the factors. */
function multiply(near: Float64Array, seasonal: Float64Array, period: number, sign: 1 | -1): Float64Array {
  const product = new Float64Array(near.length + seasonal.length * period);
  product.set(near);
  seasonal.forEach((factor, n) => {
    const lag = (n + 1) * period;
    product[lag - 1] += factor;
    near.forEach((coefficient, k) => (product[lag + k] += sign * factor * coefficient));
  });
  return product;
}

/** Tells whether the roots of 1 − Σ a_i zⁱ, or with sign 1 of 1 + Σ a_i zⁱ, are all at least `radius` from the origin. */
export function hasRootsOutside(coefficients: Float64Array, sign: 1 | -1, radius: number): boolean {
  const size = coefficients.length;
  const reversed = Float64Array.from({ length: size + 1 }, (_, n) =>
    n === size ? 1 : sign * coefficients[size - 1 - n],
  );
  return hasRootsInside(reversed, 1 / radius);
}

export function sparseLags(coefficients: Float64Array): SparseLags {
  const places = [...coefficients.keys()].filter((n) => coefficients[n] !== 0);
  return {
    lags: Int32Array.from(places, (n) => n + 1),
    coefficients: Float64Array.from(places, (n) => coefficients[n]),
  };
}
