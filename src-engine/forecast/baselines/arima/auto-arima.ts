import type { Interruptible } from '../../../spec/interruptible.ts';
import { leastSquares } from '../optimization/least-squares.ts';
import type { ArmaOrder } from './arma-polynomials.ts';
import { applyDifferencing, chooseDifferencing, isConstant } from './differencing.ts';
import type { Differencing } from './differencing.ts';
import { fitArma } from './fit-arma.ts';
import type { ArmaCriterion, FittedArma } from './fit-arma.ts';
import { harmonicColumns } from './harmonics.ts';
import type { Harmonics } from './harmonics.ts';

export interface FittedArima {
  order: ArmaOrder;
  differencing: Differencing;
  /** Whether the differenced values have a mean: with one difference, whether the values have a drift. */
  hasMean: boolean;
  /** Pairs of sine and cosine of a long season, in which the model is a regression with ARIMA errors; 0 without. */
  harmonics: Harmonics;
  /**
   * The model of the differenced values; its regressors are the differenced harmonics, and ones for a mean. A series that
   * differences make constant has no coefficients.
   */
  arma: FittedArma;
}

interface Candidate extends Pick<ArmaOrder, 'p' | 'q' | 'seasonalP' | 'seasonalQ'> {
  hasMean: boolean;
}

interface Search {
  values: Float64Array;
  period: number;
  /** The harmonics have as many values as the series, and are differenced like it. */
  harmonics: readonly Float64Array[];
  most: Omit<Candidate, 'hasMean'>;
  allowsMean: boolean;
  criterion: ArmaCriterion;
}

/** The largest orders, and models at most, of Hyndman & Khandakar (2008). */
const MOST_NEAR = 5;
const MOST_SEASONAL = 2;
const MOST_MODELS = 94;
/** Longer series, and those with a longer season, are searched by the conditional sum of squares, and only the best is fitted exactly. */
const EXACT_LENGTH = 150;
const EXACT_PERIOD = 12;
/** A longer season is a regression on harmonics (Hyndman & Athanasopoulos 2021, section 12.1): seasonal ARIMA would take minutes to fit. */
const LONGEST_PERIOD = 24;
const HARMONIC_PAIRS = 3;

/**
 * Chooses the orders of an ARIMA model as Hyndman & Khandakar (2008) do: differences by tests, the rest by AICc in a stepwise search. Null
 * means that it was aborted, or that no model could be fitted.
 */
export async function autoArima(
  values: Float64Array,
  period: number,
  interruptible: Interruptible,
): Promise<FittedArima | null> {
  const { search, differencing, harmonics } = prepareSearch(values, period);
  const { period: ofOrder } = search;
  if (isConstant(search.values)) return constantModel(search.values, differencing, ofOrder);
  const tried = await searchStepwise(search, values.length < 10, interruptible);
  if (tried === null) return null;
  tried.sort((left, right) => left.aicc - right.aicc);
  // The best model has to do where the values determine no model's coefficients.
  for (const isChosen of [(arma: FittedArma) => arma.isCertain(), () => true]) {
    for (const { candidate, fitted } of tried) {
      await interruptible.yieldToEventLoop();
      if (interruptible.signal.aborted) return null;
      if (!isChosen(fitted)) continue;
      const arma = search.criterion === 'exact' ? fitted : fitExactly(search, candidate, fitted);
      if (arma === null || !isChosen(arma)) continue;
      const { hasMean } = candidate;
      return { order: orderOf(candidate, ofOrder), differencing, hasMean, harmonics, arma };
    }
  }
  return null;
}

function prepareSearch(values: Float64Array, period: number) {
  const isLong = period > LONGEST_PERIOD;
  const pairs = isLong && values.length >= 2 * period ? HARMONIC_PAIRS : 0;
  const columns = harmonicColumns({ period, pairs }, 0, values.length);
  const ofOrder = isLong ? 1 : period;
  const differencing = chooseDifferencing(pairs === 0 ? values : withoutRegression(values, columns), ofOrder);
  const search: Search = {
    values: applyDifferencing(values, differencing, ofOrder),
    period: ofOrder,
    harmonics: columns.map((column) => applyDifferencing(column, differencing, ofOrder)),
    most: mostCoefficients(values.length, ofOrder),
    allowsMean: differencing.d + differencing.seasonalD <= 1,
    criterion: values.length > EXACT_LENGTH || period > EXACT_PERIOD ? 'conditional' : 'exact',
  };
  return { search, differencing, harmonics: { period, pairs } };
}

/** Returns what a line through the columns, and a constant, leaves of the values. */
function withoutRegression(values: Float64Array, columns: readonly Float64Array[]): Float64Array {
  const all = [new Float64Array(values.length).fill(1), ...columns];
  const regression = leastSquares(
    values,
    all.map((column) => (row: number) => column[row]),
  );
  return values.map((value, n) => all.reduce((rest, column, k) => rest - regression[k] * column[n], value));
}

function fitCandidate(search: Search, candidate: Candidate): FittedArma | null {
  const { values, period, criterion } = search;
  return fitArma(values, orderOf(candidate, period), { regressors: regressorsOf(search, candidate), criterion });
}

function fitExactly(search: Search, candidate: Candidate, { coefficients: begin }: FittedArma): FittedArma | null {
  const regressors = regressorsOf(search, candidate);
  return fitArma(search.values, orderOf(candidate, search.period), { regressors, criterion: 'exact', begin });
}

function regressorsOf({ values, harmonics }: Search, { hasMean }: Candidate): Float64Array[] {
  return [...harmonics, ...(hasMean ? [new Float64Array(values.length).fill(1)] : [])];
}

function orderOf({ p, q, seasonalP, seasonalQ }: Candidate, period: number): ArmaOrder {
  return { p, q, seasonalP, seasonalQ, period };
}

/** With two differences a constant that is left is taken as none: it would make the forecast a parabola. */
function constantModel(values: Float64Array, differencing: Differencing, period: number): FittedArima {
  const hasMean = differencing.d + differencing.seasonalD <= 1;
  const none = new Float64Array(0);
  return {
    order: { p: 0, q: 0, seasonalP: 0, seasonalQ: 0, period },
    differencing,
    hasMean,
    harmonics: { period, pairs: 0 },
    arma: {
      coefficients: none,
      polynomials: { ar: none, ma: none },
      regression: Float64Array.of(...(hasMean ? [values.length > 0 ? values[0] : 0] : [])),
      innovations: new Float64Array(values.length),
      variance: 0,
      aicc: -Infinity,
      isCertain: () => true,
    },
  };
}

function mostCoefficients(count: number, period: number): Search['most'] {
  const seasonal = period > 1 ? Math.min(MOST_SEASONAL, Math.floor(count / 3 / period)) : 0;
  const near = Math.min(MOST_NEAR, Math.floor(count / 3), seasonal > 0 ? period - 1 : Infinity);
  return { p: near, q: near, seasonalP: seasonal, seasonalQ: seasonal };
}

interface Tried {
  candidate: Candidate;
  fitted: FittedArma;
  aicc: number;
}

/** Returns all models that could be fitted on the way to the best; null when aborted. */
async function searchStepwise(search: Search, isShort: boolean, interruptible: Interruptible): Promise<Tried[] | null> {
  const tried: Tried[] = [];
  const seen = new Set<string>();
  let best: Candidate | null = null;
  let least = Infinity;
  /** Resolves with whether the candidate is better than all before. */
  const isBetter = async (candidate: Candidate): Promise<boolean> => {
    const name = JSON.stringify(candidate);
    const isOver = interruptible.signal.aborted || seen.size >= MOST_MODELS;
    if (isOver || !isWithin(candidate, search) || seen.has(name)) return false;
    seen.add(name);
    await interruptible.yieldToEventLoop();
    if (interruptible.signal.aborted) return false;
    const fitted = fitCandidate(search, candidate);
    if (fitted === null) return false;
    tried.push({ candidate, fitted, aicc: fitted.aicc });
    if (fitted.aicc >= least || !fitted.isCertain()) return false;
    least = fitted.aicc;
    best = candidate;
    return true;
  };
  const beginnings = firstCandidates(search, isShort);
  for (const candidate of beginnings) await isBetter(candidate);
  // The search sets out with a mean even where the first model without one was the best, as R's auto.arima does.
  let centre: Candidate | null = { ...(best ?? beginnings[0]), hasMean: search.allowsMean };
  while (centre !== null) {
    const from: Candidate = centre;
    centre = null;
    for (const neighbour of neighbours(from)) {
      if (!(await isBetter(neighbour))) continue;
      centre = neighbour;
      break;
    }
  }
  return interruptible.signal.aborted ? null : tried;
}

function isWithin(candidate: Candidate, { most, allowsMean }: Search): boolean {
  const names = ['p', 'q', 'seasonalP', 'seasonalQ'] as const;
  return (
    names.every((name) => candidate[name] >= 0 && candidate[name] <= most[name]) && (allowsMean || !candidate.hasMean)
  );
}

function firstCandidates({ most, allowsMean }: Search, isShort: boolean): Candidate[] {
  const bounded = (p: number, q: number, seasonalP: number, seasonalQ: number, hasMean = allowsMean): Candidate => ({
    p: Math.min(p, most.p),
    q: Math.min(q, most.q),
    seasonalP: Math.min(seasonalP, most.seasonalP),
    seasonalQ: Math.min(seasonalQ, most.seasonalQ),
    hasMean,
  });
  return [
    isShort ? bounded(1, 1, 0, 0) : bounded(2, 2, 1, 1),
    bounded(0, 0, 0, 0),
    bounded(1, 0, 1, 0),
    bounded(0, 1, 0, 1),
    bounded(0, 0, 0, 0, false),
  ];
}

/** The models with one or two orders more or less by one, those of the season first, and with or without a mean. */
function neighbours(centre: Candidate): Candidate[] {
  const steps = [
    [-1, 0],
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ];
  const { p, q, seasonalP, seasonalQ } = centre;
  return [
    ...steps.map(([ar, ma]) => ({ ...centre, seasonalP: seasonalP + ar, seasonalQ: seasonalQ + ma })),
    ...steps.map(([ar, ma]) => ({ ...centre, p: p + ar, q: q + ma })),
    { ...centre, hasMean: !centre.hasMean },
  ];
}
