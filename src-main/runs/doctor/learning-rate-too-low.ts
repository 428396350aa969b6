import type { Evidence, Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { customaryRate, newRun, withRate } from './fixes.ts';
import { alphas, looksAtFullRate } from './full-rate.ts';
import { lossCourse } from './loss-course.ts';
import { relativeUpdate } from './relative-update.ts';

/** A step changes about 0.001 of the weights in a training that goes well (Bottou 2012); far less moves nowhere in any number of steps. */
const smallUpdate = 1e-3;
const tinyUpdate = 2e-4;
/** A step that ends so near to where it began does not see the valley that it is in. */
const startOfParabola = -0.97;
/** The way that weights have to go, in their own lengths, before a training can have learnt much. */
const shortestWay = 1;
/** Of fewer steps nothing can be said. */
const fewestSteps = 20;
/** A loss that has fallen by this share of where it began has learnt something in spite of all. */
const fallenShare = 0.5;

/**
 * Finds a learning rate with which the weights hardly move, so that the loss stays about where it began: steps change next to nothing,
 * and α of Cockpit (Schneider et al. 2021) says that they end where they start.
 */
export function learningRateTooLow(facts: RunFacts): Finding | null {
  const { train, steps, stage, outcome } = facts;
  const course = lossCourse(steps);
  const looks = looksAtFullRate(facts);
  const update = relativeUpdate(looks);
  const alpha = alphas(looks).at(-1) ?? null;
  const done = steps.at(-1)?.step ?? 0;
  if (course === null || update === null || steps.length < fewestSteps || stage === 'planned') return null;
  const undershoots = alpha !== null && alpha <= startOfParabola;
  const isTiny = update < tinyUpdate || (update < smallUpdate && undershoots);
  const fallen = (course.first - course.last.mean) / Math.abs(course.first);
  if (outcome?.kind === 'diverged' || !isTiny || update * done > shortestWay || fallen > fallenShare) return null;
  const rate = train.optimizer.learningRate;
  const usual = customaryRate(facts);
  const evidence: Evidence[] = [{ measure: 'update-ratio', value: update, limit: smallUpdate, unit: 'ratio' }];
  if (alpha !== null) evidence.push({ measure: 'alpha', value: alpha, limit: startOfParabola, unit: 'ratio' });
  evidence.push(
    { measure: 'loss-fall', value: course.first - course.last.mean, unit: 'nats' },
    { measure: 'learning-rate', value: rate, limit: usual, unit: 'rate' },
  );
  return {
    rule: 'learning-rate-too-low',
    severity: 'fault',
    confidence: undershoots ? 0.95 : 0.8,
    evidence,
    region: { chart: 'loss', fromStep: steps[0].step, toStep: done },
    doubt: 'short-training',
    idea: 'learningRate',
    expectedGain: 0.8,
    fix: newRun(withRate(train, rate < usual ? usual : rate * 10)),
  };
}
