import type { EpochMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import { minimalImprovement } from '../../contract/minimal-improvement.ts';
import type { RunOutcome, RunVerdict } from '../../contract/runs/outcome-records.ts';

type Measured = Pick<EpochMetrics, 'epoch' | 'trainLoss' | 'validationLoss'>;

/** The facts that a training is judged by. */
interface Judged {
  epochs: readonly Measured[];
  /** The loss of a network that takes all classes or tokens for equally likely; null where numbers are predicted. */
  chanceLoss: number | null;
  lastLosses: () => LastLosses | null;
}

/** Mean losses of two successive parts of a training that is too short for epochs to be compared. */
export interface LastLosses {
  before: number;
  last: number;
}

/** The share of all epochs, and the least number of them, that has to bring no improvement before it is more than chance. */
const shareToBeSure = 0.1;
const epochsToBeSure = 2;
/** The share by which the mean loss of steps has to fall from one tenth of a training to the next, to be falling still. */
const fallingShare = 0.01;
/** Numbers of epochs that are suggested. */
const suggestions = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000];

/**
 * Judges a training that is over by its epochs, or, with fewer than two of them, by its last losses. Returns null where there is
 * nothing to say: it diverged, failed, or was too short.
 */
export function judgeTraining(
  outcome: RunOutcome | null,
  { epochs, chanceLoss, lastLosses }: Judged,
): RunVerdict | null {
  if (outcome === null || !['finished', 'stopped-early', 'stopped'].includes(outcome.kind)) return null;
  const losses = judgedLosses(epochs);
  // A text of one token that is repeated has nothing to learn: chance is right already.
  const isUncertain = chanceLoss !== null && chanceLoss > 0;
  if (isUncertain && losses.length > 0 && Math.min(...losses) >= chanceLoss) return { kind: 'learnt-nothing' };
  if (losses.length < 2) return judgeSteps(lastLosses());
  const last = losses.length - 1;
  const best = losses.indexOf(Math.min(...losses));
  const without = last - indexOfLastImprovement(losses);
  const enough = Math.min(Math.max(epochsToBeSure, Math.ceil(shareToBeSure * losses.length)), last);
  if (best < last && (outcome.kind === 'stopped-early' || without >= enough))
    return { kind: 'no-better-since', epoch: epochs[best].epoch, learnsByHeart: learnsByHeart(epochs, best) };
  const moreEpochs = without >= enough ? 0 : epochsWorthTrying(losses);
  return moreEpochs === 0 ? { kind: 'levelled-off' } : { kind: 'still-falling', moreEpochs };
}

function judgeSteps(losses: LastLosses | null): RunVerdict | null {
  if (losses === null || !(losses.last < losses.before * (1 - fallingShare))) return null;
  return { kind: 'still-falling', moreEpochs: 1 };
}

/** Validation losses where every epoch has one, else training losses. */
function judgedLosses(epochs: readonly Measured[]): number[] {
  const validated = epochs.flatMap(({ validationLoss }) => validationLoss ?? []);
  return validated.length === epochs.length ? validated : epochs.map(({ trainLoss }) => trainLoss);
}

/** Returns the last epoch that was better, by more than a minimal improvement, than all before it. */
function indexOfLastImprovement(losses: readonly number[]): number {
  let reference = losses[0];
  let found = 0;
  losses.forEach((loss, index) => {
    if (loss >= reference - minimalImprovement(reference)) return;
    reference = loss;
    found = index;
  });
  return found;
}

/** Tells whether the training loss fell on while the validation loss did not. */
function learnsByHeart(epochs: readonly Measured[], best: number): boolean {
  const last = epochs[epochs.length - 1];
  if (last.validationLoss === null) return false;
  const { trainLoss } = epochs[best];
  return last.trainLoss < trainLoss - minimalImprovement(trainLoss);
}

/**
 * Returns after how many more epochs the gain of one would be too small to see, if gains go on shrinking as they did from the second to
 * the last third: a round number, at most twice as many epochs as were trained, and 0 where it is too small already.
 */
function epochsWorthTrying(losses: readonly number[]): number {
  const last = losses.length - 1;
  const third = Math.max(1, Math.floor(last / 3));
  const gain = (from: number, to: number) => (losses[from] - losses[to]) / (to - from);
  const latest = gain(last - third, last);
  const smallest = minimalImprovement(losses[last]);
  if (latest < smallest) return 0;
  const earlier = last >= 2 * third ? gain(last - 2 * third, last - third) : latest;
  const shrinking = latest < earlier ? (latest / earlier) ** (1 / third) : 1;
  const until = shrinking < 1 ? Math.log(smallest / latest) / Math.log(shrinking) : Infinity;
  const wanted = Math.min(until, 2 * losses.length);
  return suggestions.findLast((count) => count <= wanted) ?? 1;
}
