/** The components of an exponential smoothing model, in the taxonomy of Hyndman, Koehler, Ord & Snyder (2008). */
export interface EtsComponents {
  error: 'additive' | 'multiplicative';
  trend: 'none' | 'additive' | 'damped';
  season: 'none' | 'additive' | 'multiplicative';
}

/** The smoothing parameters. Those of components that a model does not have are 0, and `phi` is 1 where no trend is damped. */
export interface EtsSmoothing {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
}

export interface EtsState {
  level: number;
  growth: number;
  /** The seasonal effects, the one of the next point in time first. Empty without a season. */
  season: Float64Array;
}

export interface EtsPass {
  /** −2 × the log-likelihood, without its constant (Ord, Koehler & Snyder 1997). Not finite where the model has no value. */
  deviance: number;
  /** Sum of the squared errors; relative ones where the error is multiplicative. */
  squares: number;
  /** The state after the last value. Its arrays belong to the caller. */
  state: EtsState;
}

/** Below this a divisor counts as zero. */
const SMALL = 1e-10;
/** Stands in for a quotient with a divisor of zero. */
const HUGE = 1e10;

/** Returns the name that is usual in the literature, such as `ETS(M,Ad,M)`. */
export function etsName({ error, trend, season }: EtsComponents): string {
  const letter = { none: 'N', additive: 'A', damped: 'Ad', multiplicative: 'M' };
  return `ETS(${letter[error]},${letter[trend]},${letter[season]})`;
}

/**
 * Runs a model through values; m is the length of `begin.season`. `errors`, if given, takes the one-step errors: y − f, or (y − f) / f
 * where the error is multiplicative.
 *
 * The recursions are, with q = ℓ + φb, forecast f = q, q + s or q·s, and deseasoned value p = y, y − s or y / s:
 * ℓ' = q + α (p − q); b' = φb + (β/α) (ℓ' − ℓ − φb); s' = s + γ (y − q − s), or s + γ (y / q − s).
 */
export function runEts(
  values: Float64Array,
  components: EtsComponents,
  { alpha, beta, gamma, phi }: EtsSmoothing,
  begin: EtsState,
  errors?: Float64Array,
): EtsPass {
  const isRelative = components.error === 'multiplicative';
  const isProduct = components.season === 'multiplicative';
  const growthGain = components.trend === 'none' ? 0 : beta / alpha;
  const season = begin.season.slice();
  const period = season.length;
  let { level, growth } = begin;
  let squares = 0;
  let logarithms = 0;
  for (let n = 0, place = 0; n < values.length; n++) {
    const value = values[n];
    const damped = phi * growth;
    const base = level + damped;
    const effect = period === 0 ? 0 : season[place];
    const forecast = period === 0 ? base : isProduct ? base * effect : base + effect;
    const error = isRelative ? (value - forecast) / forecast : value - forecast;
    if (errors !== undefined) errors[n] = error;
    squares += error * error;
    if (isRelative) logarithms += Math.log(Math.abs(forecast));
    const deseasoned = period === 0 ? value : isProduct ? quotient(value, effect) : value - effect;
    const before = level;
    level = base + alpha * (deseasoned - base);
    growth = damped + growthGain * (level - before - damped);
    if (period > 0) {
      const target = isProduct ? quotient(value, base) : value - base;
      season[place] = effect + gamma * (target - effect);
      if (++place === period) place = 0;
    }
  }
  return {
    deviance: values.length * Math.log(squares) + 2 * logarithms,
    squares,
    state: { level, growth, season: rotated(season, period === 0 ? 0 : values.length % period) },
  };
}

function quotient(value: number, divisor: number): number {
  return Math.abs(divisor) < SMALL ? HUGE : value / divisor;
}

function rotated(season: Float64Array, begin: number): Float64Array {
  return season.map((_, n) => season[(begin + n) % season.length]);
}

/** Returns the forecasts of `horizon` steps after a state when all errors to come are zero. */
export function extendEts(
  { season: kind }: EtsComponents,
  { phi }: EtsSmoothing,
  { level, growth, season }: EtsState,
  horizon: number,
): Float64Array {
  let damping = 0;
  return Float64Array.from({ length: horizon }, (_, step) => {
    damping += phi ** (step + 1);
    const base = level + damping * growth;
    const effect = season[step % season.length];
    return kind === 'none' ? base : kind === 'additive' ? base + effect : base * effect;
  });
}
