import type { CheckpointRecord } from '../../../src-main/contract/runs/checkpoint-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** Names a checkpoint by the epoch whose network it holds, which is not that of its step where an earlier one was put back. */
export function checkpointName(
  { epoch, step, restoredEpoch }: Pick<CheckpointRecord, 'epoch' | 'step' | 'restoredEpoch'>,
  { t, integer }: Locale,
): string {
  return restoredEpoch === null
    ? t('dashboard.checkpointAt', { epoch: integer(epoch), step: integer(step) })
    : t('dashboard.checkpointRestored', { epoch: integer(restoredEpoch), after: integer(epoch) });
}
