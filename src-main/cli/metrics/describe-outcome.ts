import type { RunOutcome } from '../../contract/runs/outcome-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { formatCount, formatLoss } from '../formats.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { suggestedCommand } from '../suggested-command.ts';

type Ended = Pick<RunRecord, 'state' | 'outcome'>;

/** Says in a few words how a run ended, or what state it is in: `stopped early (epoch 14, best 11)`. */
export function describeState({ state, outcome }: Ended): string {
  if (outcome === null) return state;
  switch (outcome.kind) {
    case 'stopped-early':
      return `stopped early (epoch ${outcome.epoch}${outcome.best === null ? '' : `, best ${outcome.best}`})`;
    case 'diverged':
      return `diverged (step ${formatCount(outcome.step)})`;
    case 'stopped':
      return outcome.atRung === undefined ? state : `stopped by its sweep (rung ${outcome.atRung + 1})`;
    default:
      return state;
  }
}

/** Says how a run ended, and why, in a sentence that begins with a capital letter but has no full stop. */
export function describeOutcome(run: Ended): string {
  const reason = describeReason(run.outcome);
  const state = describeState(run);
  return `${state[0].toUpperCase()}${state.slice(1)}${reason === null ? '' : `: ${reason}`}`;
}

/** Returns the last lines about a training that is over: what to think of it, and how it ended where that was not as planned. */
export function endingLines(run: RunRecord, where: StudioValues): string[] {
  const verdict = describeVerdict(run, where);
  return [
    ...(verdict === null ? [] : [verdict]),
    ...(run.outcome?.kind === 'stopped-early' ? [`${describeOutcome(run)}.`] : []),
  ];
}

/** Returns null where the state says all that there is to say. */
function describeReason(outcome: RunOutcome | null): string | null {
  switch (outcome?.kind) {
    case 'stopped-early': {
      const epochs = outcome.patience === 1 ? 'an epoch' : `${formatCount(outcome.patience)} epochs`;
      const kept = outcome.restored ? '; the weights of the best epoch are back' : '';
      return `the validation loss had not improved for ${epochs}${kept}`;
    }
    case 'diverged':
      return divergenceReason(outcome);
    default:
      return null;
  }
}

function divergenceReason({ reason, loss, limit }: Extract<RunOutcome, { kind: 'diverged' }>): string | null {
  const tooHigh = (what: string) =>
    loss === null || limit === null
      ? `the ${what} was no longer a finite number`
      : `the ${what} was ${formatLoss(loss)}, far above the ${limit.toPrecision(3)} that it may reach`;
  switch (reason) {
    case 'loss':
      return tooHigh('loss');
    case 'validation-loss':
      return tooHigh('validation loss');
    case 'gradient':
      return 'the gradient was no longer a finite number';
    case 'parameters':
      return 'the weights were no longer finite numbers';
    case 'end':
      return 'its losses were still far too high at the end';
    case null:
      return null;
  }
}

/** Says what to think of a training that is over, and what to do about it; null where nothing is to be said. */
function describeVerdict({ id, verdict }: Pick<RunRecord, 'id' | 'verdict'>, where: StudioValues): string | null {
  switch (verdict?.kind) {
    case 'still-falling': {
      const { moreEpochs } = verdict;
      const more = moreEpochs === 1 ? 'one more epoch' : `${formatCount(moreEpochs)} more epochs`;
      return `The loss was still falling. For ${more}: ${suggestedCommand(`resume --run ${id} --epochs ${moreEpochs}`, where)}`;
    }
    case 'no-better-since':
      return `No better since epoch ${verdict.epoch}${verdict.learnsByHeart ? ', while the training loss fell on: it learnt by heart' : ''}.`;
    case 'learnt-nothing':
      return 'It learnt nothing: no epoch was better than chance. Try a lower learning rate.';
    case 'levelled-off':
      return 'The loss has levelled off: another epoch would make it better by less than 0.001.';
    default:
      return null;
  }
}
