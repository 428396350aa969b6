import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';
import { wider, withMilderDropout, withoutPenalty } from './under-fitting.ts';
import { stepsAtFullRate } from './full-rate.ts';
import { lossCourse, meanOf } from './loss-course.ts';

/** The share of a loss by which it has to fall from one third of a training to the next, or else it stands still. */
const stillShare = 0.01;
/** The fewest steps in which a training has had the time to learn what pairs of tokens tell. */
const fewestSteps = 150;

/**
 * Finds a language model that stands still where it predicts no better than counts of pairs of tokens do. A 5-gram with
 * Kneser–Ney smoothing beats healthy small networks, and is only reported as a figure to know.
 */
export function noBetterThanNGrams({ data, epochs, steps, stage, model, train }: RunFacts): Finding | null {
  const models = data.measured?.nGrams?.models ?? [];
  const bigram = models.find(({ order }) => order === 2)?.loss;
  const longest = models.find(({ order }) => order === 5)?.loss;
  const last = epochs.at(-1);
  const loss = last?.validationLoss ?? null;
  if (stage !== 'over' || bigram === undefined || last === undefined || loss === null) return null;
  const isFault = loss >= bigram && steps.length >= fewestSteps && standsStill(steps);
  const isNote = longest !== undefined && loss >= longest;
  if (!isFault && !isNote) return null;
  const counted = isFault ? bigram : (longest ?? bigram);
  return {
    rule: 'no-better-than-n-grams',
    severity: isFault ? 'warning' : 'note',
    confidence: isFault ? 0.8 : 0.9,
    evidence: [
      { measure: isFault ? 'bigram-loss' : 'five-gram-loss', value: counted, unit: 'nats' },
      { measure: 'validation-loss', value: loss, limit: counted, unit: 'nats' },
    ],
    region: { chart: 'loss', fromStep: steps[0]?.step ?? 1, toStep: last.step },
    doubt: isFault ? 'short-training' : 'no-better-possible',
    idea: 'perplexity',
    expectedGain: isFault ? 0.3 : 0.05,
    fix: isFault
      ? newRun({ ...withoutPenalty(train), epochs: 2 * train.epochs, maxSteps: null }, wider(withMilderDropout(model)))
      : null,
  };
}

/**
 * Tells whether the loss stood still while the rate was as high as it was meant to be: under a schedule, every loss
 * stands still at the end.
 */
function standsStill(steps: RunFacts['steps']): boolean {
  const course = lossCourse(stepsAtFullRate(steps));
  if (course === null) return false;
  const third = Math.floor(course.parts.length / 3);
  const before = meanOf(course.parts.slice(-2 * third, -third));
  const last = meanOf(course.parts.slice(-third));
  return before - last < stillShare * before;
}
