import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import { beginsExploded } from './exploding-gradients.ts';
import type { RunFacts } from './facts.ts';
import { alphas, looksAtFullRate } from './full-rate.ts';
import { branchFrom, customaryRate, lastBefore, newRun, withRate } from './fixes.ts';
import { endOf, lossCourse, type LossCourse } from './loss-course.ts';
import { longestUpdate, relativeUpdate } from './relative-update.ts';
import { meanSaturation, stuckShare } from './saturation.ts';

/** The multiple of the usual rate from which a rate is to blame whatever the gradients do. */
const farAboveUsual = 3;
/** The multiple from which it is to blame where next to nothing was learnt. */
const absurdlyAboveUsual = 30;

/**
 * Finds a learning rate with which training throws away what it has learnt: the course's best practice ①, “if the learning
 * rate is too high, perplexity diverges”. It shows as a divergence, as a loss that climbs back from its lowest level,
 * and as steps that change a large part of the weights (Bottou 2012: about 0.001 of them is usual).
 */
export function learningRateTooHigh(facts: RunFacts): Finding | null {
  const { outcome, train } = facts;
  // Exploding gradients make any step too long.
  if (beginsExploded(facts) && train.optimizer.learningRate <= farAboveUsual * customaryRate(facts)) return null;
  // No rate has been used before the second step.
  if (outcome?.kind === 'diverged' && outcome.step <= 1) return null;
  if (outcome?.kind === 'diverged')
    return found(facts, {
      severity: 'fault',
      confidence: 0.9,
      since: outcome.since,
      evidence: [
        { measure: 'diverged-at-step', value: outcome.step, unit: 'steps' },
        ...(outcome.loss === null || outcome.limit === null
          ? []
          : [{ measure: 'loss-limit', value: outcome.loss, limit: outcome.limit, unit: 'nats' } as const]),
      ],
    });
  const course = lossCourse(facts.steps);
  return course === null ? null : judgeCourse(facts, course);
}

/** The largest relative change of the weights in a step; larger steps leave little of what was learnt. */
const largestUpdate = 0.15;
/**
 * The share of the gain so far, and of the first loss, that a loss has to lose again, and the certainty of that in
 * standard errors.
 */
const lostShare = 0.1;
const standardErrors = 5;
/**
 * The share of the first loss by which a training may end above it; beyond that, it knows less than when it knew
 * nothing.
 */
const aboveFirst = 0.05;
/**
 * The saturated share below which gates and states were free at first, and the size of a step that can leave them
 * stuck.
 */
const freeAtFirst = 0.3;
const longStep = 0.3;
/**
 * The mean distance beyond the minimum of their valley from which steps gain nothing; most healthy steps end before the
 * minimum.
 */
const farBeyond = 0.5;
const fewestAlphas = 2;

function judgeCourse(facts: RunFacts, course: LossCourse): Finding | null {
  const { first, best, last } = course;
  const ended = endOf(course);
  const gained = Math.max(first - best.mean, 0);
  const lost = last.mean - best.mean;
  const error = Math.hypot(best.error, last.error);
  const isLarge = lost > lostShare * Math.max(gained, Math.abs(first));
  const climbs = isLarge && lost > standardErrors * error && !fellInEveryEpoch(facts);
  const isWorse =
    facts.beginsAnew && ended.mean - first > Math.max(aboveFirst * Math.abs(first), standardErrors * ended.error);
  const evidence: Evidence[] = [];
  if (isWorse) evidence.push({ measure: 'loss-at-end', value: ended.mean, limit: first, unit: 'nats' });
  if (climbs) evidence.push({ measure: 'loss-jump', value: last.mean, limit: best.mean, unit: 'nats' });
  evidence.push(...longSteps(facts), ...knowsNothing(facts));
  if (evidence.length === 0) return null;
  // A spike may pass if it leaves most of what was learnt.
  const isSpike = climbs && evidence.length === 1 && lost < gained / 2;
  evidence.push(...overshoot(facts));
  return found(facts, {
    severity: isSpike ? 'warning' : 'fault',
    confidence: evidence.length > 1 ? 0.9 : isSpike ? 0.5 : 0.75,
    since: climbs && !isWorse ? best.toStep : (facts.steps[0]?.step ?? 0),
    evidence,
  });
}

/**
 * Tells whether the loss fell in every epoch: the mean of an epoch covers more than its last steps, which may be harder
 * than others.
 */
function fellInEveryEpoch({ epochs }: RunFacts): boolean {
  return epochs.length > 1 && epochs.every(({ trainLoss }, n) => n === 0 || trainLoss <= epochs[n - 1].trainLoss);
}

/** The signs that steps are too long for the weights, or for the gates. */
function longSteps({ looks, steps }: RunFacts): Evidence[] {
  const evidence: Evidence[] = [];
  const update = relativeUpdate(looksAtFullRate({ looks, steps }));
  if (update !== null && update > largestUpdate)
    evidence.push({ measure: 'update-ratio', value: update, limit: largestUpdate, unit: 'ratio' });
  const stuck = stuckShare(looks);
  const wasFree = (meanSaturation(looks.slice(0, 1)) ?? 1) < freeAtFirst;
  if (stuck !== null && wasFree && longestUpdate(looks) > longStep)
    evidence.push({ measure: 'saturated-share', value: stuck, limit: freeAtFirst, unit: 'share' });
  return evidence;
}

/**
 * The sign that a rate of many times the usual one leaves a language model with no more than the frequencies of tokens, and
 * with less than the counts of pairs tell even of its training data, so that it has not over-fitted.
 */
function knowsNothing(facts: RunFacts): Evidence[] {
  const { data, epochs, train } = facts;
  const counted = (order: number): number =>
    data.measured?.nGrams?.models.find((each) => each.order === order)?.loss ?? Infinity;
  const last = epochs.at(-1);
  if (train.optimizer.learningRate < absurdlyAboveUsual * customaryRate(facts) || last === undefined) return [];
  const { validationLoss: loss } = last;
  const unigram = counted(1);
  if (loss === null || loss < unigram || last.trainLoss < counted(2)) return [];
  return [{ measure: 'validation-loss', value: loss, limit: unigram, unit: 'nats' }];
}

/**
 * The sign that steps end beyond the minimum, which makes other signs surer. It counts for nothing by itself: the steps
 * of small batches do so in healthy trainings.
 */
function overshoot({ looks, steps }: RunFacts): Evidence[] {
  const beyond = alphas(looksAtFullRate({ looks, steps }));
  if (beyond.length < fewestAlphas || !(mean(beyond) > farBeyond)) return [];
  return [{ measure: 'alpha', value: mean(beyond), limit: farBeyond, unit: 'ratio' }];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Sign {
  severity: Finding['severity'];
  confidence: number;
  /** The step at which the fault began. */
  since: number;
  evidence: Evidence[];
}

function found(facts: RunFacts, { severity, confidence, since, evidence }: Sign): Finding {
  const { train, steps } = facts;
  const rate = train.optimizer.learningRate;
  const usual = customaryRate(facts);
  const slower = withRate(train, rate > usual ? Math.min(usual, rate / 3) : rate / 5);
  const good = lastBefore(facts, since);
  // A training that diverges at its first steps may have no finite step from then on.
  const end = steps.at(-1)?.step ?? since;
  return {
    rule: 'learning-rate-too-high',
    severity,
    confidence,
    evidence: [...evidence, { measure: 'learning-rate', value: rate, limit: usual, unit: 'rate' }],
    region: { chart: 'loss', fromStep: Math.min(since, end), toStep: Math.max(since, end) },
    doubt: 'may-recover',
    idea: 'learningRate',
    expectedGain: severity === 'fault' ? 0.9 : 0.4,
    fix: good === null ? newRun(slower) : branchFrom(facts, good, slower),
  };
}
