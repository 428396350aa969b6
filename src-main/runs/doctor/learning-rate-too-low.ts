import type { Evidence, Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { customaryRate, newRun, withRate } from './fixes.ts';
import { lossCourse } from './loss-course.ts';
import { relativeUpdate } from './relative-update.ts';

/** A step changes about 0.001 of the weights in a training that goes well (Bottou 2012); far less moves nowhere in any number of steps. */
const smallestUpdate = 3e-4;
/** The way that weights have to go, in their own lengths, before a training can have learnt much. */
const shortestWay = 0.3;
/** Of fewer steps nothing can be said. */
const fewestSteps = 20;
/** A loss that has fallen by this share of where it began has learnt something in spite of all. */
const fallenShare = 0.5;

/** Finds a learning rate with which the weights hardly move, so that the loss stays about where it began. */
export function learningRateTooLow(facts: RunFacts): Finding | null {
  const { train, looks, steps, stage } = facts;
  const course = lossCourse(steps);
  const update = relativeUpdate(looks);
  const done = steps.at(-1)?.step ?? 0;
  if (course === null || update === null || steps.length < fewestSteps || stage === 'planned') return null;
  const way = update * done;
  const fallen = (course.first - course.last.mean) / Math.abs(course.first);
  if (!(update < smallestUpdate && way < shortestWay && fallen < fallenShare)) return null;
  const rate = train.optimizer.learningRate;
  const usual = customaryRate(facts);
  const evidence: Evidence[] = [
    { measure: 'update-ratio', value: update, limit: smallestUpdate, unit: 'ratio' },
    { measure: 'loss-fall', value: course.first - course.last.mean, unit: 'nats' },
    { measure: 'learning-rate', value: rate, limit: usual, unit: 'rate' },
  ];
  return {
    rule: 'learning-rate-too-low',
    severity: 'fault',
    confidence: way < shortestWay / 3 ? 0.9 : 0.75,
    evidence,
    region: { chart: 'loss', fromStep: steps[0].step, toStep: done },
    doubt: 'short-training',
    idea: 'learningRate',
    expectedGain: 0.8,
    fix: newRun(withRate(train, rate < usual ? usual : rate * 10)),
  };
}
