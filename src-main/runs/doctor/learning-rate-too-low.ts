import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { customaryRate, newRun, withRate } from './fixes.ts';
import { alphas, looksAtFullRate } from './full-rate.ts';
import { lossCourse } from './loss-course.ts';
import { relativeUpdate } from './relative-update.ts';

/**
 * The share of the weights that a step changes in a training that goes well is about 0.001 (Bottou 2012); far smaller
 * steps go nowhere, however many there are.
 */
const smallUpdate = 1e-3;
const tinyUpdate = 2e-4;
/** The value of α below which a step ends so near to its start that it does not see the valley that it is in. */
const startOfParabola = -0.97;
/** The distance that weights have to travel, relative to their own norm, before a training can have learnt much. */
const shortestWay = 1;
/**
 * The share of the usual rate below which a rate is to blame for such a short way, even where single steps are not tiny:
 * those of AdaGrad are large at first, and shrink.
 */
const farBelowUsual = 0.1;
/** The fewest steps from which anything can be said. */
const fewestSteps = 20;
/** The share of the first loss by which a loss has to fall to show that something was learnt all the same. */
const fallenShare = 0.5;

/**
 * Finds a learning rate with which the weights hardly move, so that the loss stays about where it began: steps change
 * next to nothing, and α of Cockpit (Schneider et al. 2021) says that they end where they began, or the rate is far below
 * the usual one and all steps together did not get far.
 */
export function learningRateTooLow(facts: RunFacts): Finding | null {
  const { train, steps, stage, outcome, beginsAnew } = facts;
  const course = lossCourse(steps);
  const looks = looksAtFullRate(facts);
  const update = relativeUpdate(looks);
  const alpha = alphas(looks).at(-1) ?? null;
  const done = steps.at(-1)?.step ?? 0;
  if (course === null || update === null || steps.length < fewestSteps || stage === 'planned') return null;
  const undershoots = alpha !== null && alpha <= startOfParabola;
  const isTiny = update < tinyUpdate || (update < smallUpdate && undershoots);
  const fallen = (course.first - course.last.mean) / Math.abs(course.first);
  const rate = train.optimizer.learningRate;
  const usual = customaryRate(facts);
  // A run that goes on from a trained network may mean its steps to be small.
  const isFarBelow = beginsAnew && rate <= farBelowUsual * usual;
  if (outcome?.kind === 'diverged' || !(isTiny || isFarBelow)) return null;
  if (update * done > shortestWay || fallen > fallenShare) return null;
  const size: Evidence = { measure: 'update-ratio', value: update, limit: smallUpdate, unit: 'ratio' };
  const ofRate: Evidence = { measure: 'learning-rate', value: rate, limit: usual, unit: 'rate' };
  const evidence: Evidence[] = [isTiny ? size : ofRate];
  if (alpha !== null) evidence.push({ measure: 'alpha', value: alpha, limit: startOfParabola, unit: 'ratio' });
  evidence.push({ measure: 'loss-fall', value: course.first - course.last.mean, unit: 'nats' });
  if (isTiny) evidence.push(ofRate);
  return {
    rule: 'learning-rate-too-low',
    severity: isTiny ? 'fault' : 'warning',
    confidence: undershoots ? 0.95 : isTiny ? 0.8 : 0.75,
    evidence,
    region: { chart: 'loss', fromStep: steps[0].step, toStep: done },
    doubt: 'short-training',
    idea: 'learningRate',
    expectedGain: 0.8,
    fix: newRun(withRate(train, rate < usual ? usual : rate * 10)),
  };
}
