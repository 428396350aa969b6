import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { RunJournal } from './run-journal.ts';

/** Events that are recorded only after the checkpoint that came before them. */
export const followsCheckpoint: ReadonlySet<EngineEvent['type']> = new Set(['paused', 'resumed', 'ended', 'failed']);

/**
 * Writes down what the engine says of a run. `isClosing`: a run that is paused was not paused by the person, and goes on with the next
 * studio.
 */
export function recordEvent(journal: RunJournal, event: EngineEvent, isClosing: boolean): void {
  switch (event.type) {
    case 'text-units':
      return journal.measuredText(event.unitsPerToken);
    case 'started':
      return journal.started(event);
    case 'steps':
      return journal.addSteps(event.steps, event.divergingSince);
    case 'insight':
      return journal.addInsight(event.insight);
    case 'epoch':
      return journal.addEpoch(event.epoch, event.breakdown);
    case 'calibrated':
      return journal.calibrated(event.preparation);
    case 'validation-forecast':
      return journal.forecast(event.forecast);
    case 'paused':
      return journal.transition('pause', { continues: isClosing });
    case 'resumed':
      return journal.transition('continue');
    case 'ended':
      return journal.ended(event.end, event.progress);
    case 'failed':
      return journal.failed(event);
    default:
      return;
  }
}
