import { nelderMead } from '../optimization/nelder-mead.ts';
import { runEts } from './ets-model.ts';
import type { EtsComponents, EtsSmoothing, EtsState } from './ets-model.ts';
import { initialEtsState } from './initial-state.ts';
import { isAdmissible } from './is-admissible.ts';

export interface FittedEts {
  components: EtsComponents;
  smoothing: EtsSmoothing;
  /** Before the first value, and after the last. */
  begin: EtsState;
  end: EtsState;
  /** One-step errors; relative ones where the error is multiplicative. */
  errors: Float64Array;
  /** Variance of the errors, for the degrees of freedom that are left. */
  variance: number;
  /** Akaike's information criterion, corrected for few values. */
  aicc: number;
}

/** The limits that Hyndman & Khandakar (2008) take, which keep models away from their degenerate cases. */
const LOWER = { alpha: 1e-4, beta: 1e-4, gamma: 1e-4, phi: 0.8 };
const UPPER = { alpha: 0.9999, beta: 0.9999, gamma: 0.9999, phi: 0.98 };
const SEARCH = { tolerance: Math.sqrt(2 ** -52), evaluations: 2000 };
/** A model that fits perfectly has no likelihood; below this one is as good as another. */
const LEAST_DEVIANCE = -1e10;

/**
 * Fits smoothing parameters and the first state by maximum likelihood. Null where the values are too few for the parameters, or where the
 * model has no value for them.
 */
export function fitEts(values: Float64Array, components: EtsComponents, period: number): FittedEts | null {
  const m = components.season === 'none' ? 1 : period;
  const layout = layoutOf(components, m);
  const begin = layout.pack(initialSmoothing(components, m), initialEtsState(values, components, period));
  if (begin.length >= values.length - 1) return null;
  const deviance = (point: Float64Array) => {
    const { smoothing, state } = layout.unpack(point);
    if (!isAllowed(smoothing, state, components, m)) return Infinity;
    return Math.max(runEts(values, components, smoothing, state).deviance, LEAST_DEVIANCE);
  };
  if (!Number.isFinite(deviance(begin))) return null;
  const { point, value } = nelderMead(deviance, begin, SEARCH);
  return describeFit(values, components, layout.unpack(point), value, point.length);
}

function describeFit(
  values: Float64Array,
  components: EtsComponents,
  { smoothing, state }: { smoothing: EtsSmoothing; state: EtsState },
  deviance: number,
  coefficients: number,
): FittedEts {
  const errors = new Float64Array(values.length);
  const { squares, state: end } = runEts(values, components, smoothing, state, errors);
  // The variance of the errors is a parameter too.
  const parameters = coefficients + 1;
  const spare = values.length - parameters - 1;
  return {
    components,
    smoothing,
    begin: state,
    end,
    errors,
    variance: squares / Math.max(1, values.length - coefficients),
    aicc: spare > 0 ? deviance + 2 * parameters + (2 * parameters * (parameters + 1)) / spare : Infinity,
  };
}

function initialSmoothing({ trend, season }: EtsComponents, period: number): EtsSmoothing {
  const within = (name: keyof EtsSmoothing, share: number, upper: number) =>
    LOWER[name] + share * (Math.min(UPPER[name], upper) - LOWER[name]);
  const alpha = within('alpha', 0.2 / period, Infinity);
  return {
    alpha,
    beta: trend === 'none' ? 0 : within('beta', 0.1, alpha),
    gamma: season === 'none' ? 0 : within('gamma', 0.05, 1 - alpha),
    phi: trend === 'damped' ? within('phi', 0.99, Infinity) : 1,
  };
}

function isAllowed(
  smoothing: EtsSmoothing,
  { season: effects }: EtsState,
  { trend, season }: EtsComponents,
  period: number,
): boolean {
  const { alpha, beta, gamma, phi } = smoothing;
  const isInside = (name: keyof EtsSmoothing) => smoothing[name] >= LOWER[name] && smoothing[name] <= UPPER[name];
  if (!isInside('alpha')) return false;
  if (trend !== 'none' && (!isInside('beta') || beta > alpha)) return false;
  if (season !== 'none' && (!isInside('gamma') || gamma > 1 - alpha)) return false;
  if (trend === 'damped' && !isInside('phi')) return false;
  if (season === 'multiplicative' && effects.some((factor) => factor < 0)) return false;
  return isAdmissible({ alpha, beta, gamma, phi }, period, trend !== 'none');
}

/** The parameters of a model as a point: smoothing, level, growth, and all seasonal effects but the first, which the others determine. */
function layoutOf({ trend, season }: EtsComponents, period: number) {
  const hasTrend = trend !== 'none';
  const hasSeason = season !== 'none';
  const isDamped = trend === 'damped';
  return {
    pack({ alpha, beta, gamma, phi }: EtsSmoothing, state: EtsState): Float64Array {
      return Float64Array.from([
        alpha,
        ...(hasTrend ? [beta] : []),
        ...(hasSeason ? [gamma] : []),
        ...(isDamped ? [phi] : []),
        state.level,
        ...(hasTrend ? [state.growth] : []),
        ...state.season.subarray(1),
      ]);
    },
    unpack(point: Float64Array): { smoothing: EtsSmoothing; state: EtsState } {
      let place = 0;
      const alpha = point[place++];
      const beta = hasTrend ? point[place++] : 0;
      const gamma = hasSeason ? point[place++] : 0;
      const phi = isDamped ? point[place++] : 1;
      const level = point[place++];
      const growth = hasTrend ? point[place++] : 0;
      const effects = new Float64Array(hasSeason ? period : 0);
      let sum = 0;
      for (let n = 1; n < effects.length; n++) sum += effects[n] = point[place++];
      if (hasSeason) effects[0] = (season === 'multiplicative' ? period : 0) - sum;
      return { smoothing: { alpha, beta, gamma, phi }, state: { level, growth, season: effects } };
    },
  };
}
