import type { Finding } from '../../contract/doctor/doctor-records.ts';
import { minimalImprovement } from '../../contract/minimal-improvement.ts';
import { chanceLoss } from './bad-initialisation.ts';
import type { RunFacts } from './facts.ts';
import { bestCheckpoint, newRun, withEarlyStopping } from './fixes.ts';
import { median, noiseOfCourse } from './loss-course.ts';
import { isValidated } from './over-fitting.ts';

/**
 * The number of epochs without an improvement at the end, and their share of all epochs, from which they are a waste.
 */
const fewestWasted = 8;
const wastedShare = 0.5;
/** The epochs that a repeat gets beyond the last gain. */
const epochsBeyond = 5;
/** The share of a guess's loss above which the validation loss shows that a network has learnt nothing. */
const unlearntShare = 0.98;
/**
 * The share of itself, beside what can be seen of it at all, and the share of all that was gained by which a validation
 * loss has to fall to be better.
 */
const betterBy = 0.002;
const betterByGained = 0.01;
/** The standard deviations of its own noise by which it has to fall, too: the lowest of many epochs is low by chance. */
const betterByNoise = 2;

/**
 * Finds a training that went on long after its best validation loss (⑥: try several numbers of epochs, and early
 * stopping).
 */
export function wastedEpochs(facts: RunFacts): Finding | null {
  const { train, epochs, stage, outcome, model } = facts;
  const judged = epochs.filter(isValidated);
  const last = judged[judged.length - 1];
  // A person who sets a patience wants these epochs, and a limit to them.
  if (stage !== 'over' || last === undefined || outcome?.kind === 'stopped-early') return null;
  const losses = judged.map(({ validationLoss }) => validationLoss);
  const gained = losses[0] - Math.min(...losses);
  const least = (loss: number): number =>
    Math.max(minimalImprovement(loss) + betterBy * Math.abs(loss), betterByGained * gained);
  const noise = betterByNoise * noiseOfCourse(losses.slice(Math.floor(losses.length / 2)));
  let best = judged[0];
  for (const epoch of judged) {
    const { validationLoss } = best;
    if (epoch.validationLoss < validationLoss - Math.max(least(validationLoss), noise)) best = epoch;
  }
  // Epochs in which nothing was learnt are no waste.
  if (best.validationLoss >= unlearntShare * (chanceLoss(model) ?? Infinity)) return null;
  const wasted = last.epoch - best.epoch;
  if (wasted < fewestWasted || wasted < wastedShare * judged.length) return null;
  // Noise hides a fall from one epoch to the next, though not from the medians of many.
  const [earlier, later] = halves(losses.slice(judged.indexOf(best) + 1)).map(median);
  if (later < earlier - least(earlier)) return null;
  const checkpoint = bestCheckpoint(facts);
  // The lowest of all losses may be the last one by chance: then there is nothing better to keep.
  const hasBetter = checkpoint !== null && checkpoint.step < last.step;
  const isKept = train.earlyStopping?.restoreBest === true;
  return {
    rule: 'wasted-epochs',
    severity: isKept ? 'note' : 'warning',
    confidence: 0.8,
    evidence: [
      { measure: 'epochs-without-gain', value: wasted, limit: fewestWasted, unit: 'epochs' },
      { measure: 'last-gain-epoch', value: best.epoch, unit: 'epochs' },
      { measure: 'validation-loss', value: last.validationLoss, limit: best.validationLoss, unit: 'nats' },
    ],
    region: { chart: 'loss', fromStep: best.step, toStep: last.step },
    doubt: 'may-recover',
    idea: 'earlyStopping',
    expectedGain: isKept ? 0.02 : 0.1,
    fix:
      !hasBetter || isKept
        ? newRun({ ...withEarlyStopping(train), epochs: best.epoch + epochsBeyond })
        : { kind: 'keep-checkpoint', checkpointId: checkpoint.id },
  };
}

function halves(values: readonly number[]): (readonly number[])[] {
  const middle = Math.ceil(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)];
}
