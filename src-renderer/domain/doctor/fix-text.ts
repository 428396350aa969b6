import type { Finding, FindingFix } from '../../../src-main/contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../src-main/contract/runs/checkpoint-records.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { settingRows } from '../training/config-rows.ts';
import { modelChanges, type FixChange } from './model-changes.ts';
import { trainChanges } from './train-changes.ts';

/** The training that a finding is about, before or after its start. */
export type JudgedTraining = Pick<RunRecord, 'datasetName' | 'tokenizer' | 'model' | 'train'>;

/** Returns the settings that a fix changes, by their usual names; the list is empty for a fix that trains nothing. */
function fixChanges(fix: FindingFix, judged: JudgedTraining, locale: Locale): FixChange[] {
  if (fix.kind === 'keep-checkpoint' || fix.kind === 'data') return [];
  const { model, tokenizer, ...changes } = fix.kind === 'branch' ? { train: fix.train } : fix.changes;
  const before = { ...judged, parameterCount: 0, backend: null, parent: null };
  const after = {
    ...before,
    train: { ...before.train, ...trainChanges(changes) },
    tokenizer: tokenizer ?? before.tokenizer,
  };
  const settings = settingRows([before, after], locale)
    .filter(({ differs }) => differs)
    .map(({ label, values }) => ({ label, before: values[0] ?? '', after: values[1] ?? '' }));
  return model ? [...modelChanges(judged.model, model, locale), ...settings] : settings;
}

/** Returns the changes of the fix in a few words; null means that it changes nothing. */
export function changesText(fix: FindingFix, judged: JudgedTraining, locale: Locale): string | null {
  const { t } = locale;
  const changes = fixChanges(fix, judged, locale).map(({ label, before, after }) =>
    t('doctor.fix.change', { setting: label, before, after }),
  );
  if (fix.kind === 'new-run' && fix.changes.balanceClasses === true) changes.push(t('doctor.fix.balance'));
  return changes.length === 0 ? null : changes.join(t('doctor.fix.separator'));
}

/** Returns a sentence about exactly what the button of a fix does; null means that the studio can do nothing. */
export function fixText(
  { fix }: Pick<Finding, 'fix'>,
  judged: JudgedTraining,
  checkpoints: readonly Pick<CheckpointRecord, 'id' | 'step'>[],
  locale: Locale,
): string | null {
  if (fix === null) return null;
  const { t, integer } = locale;
  const stepOf = (id: string) => checkpoints.find((checkpoint) => checkpoint.id === id)?.step ?? null;
  switch (fix.kind) {
    case 'branch': {
      const changes = changesText(fix, judged, locale);
      const step = stepOf(fix.checkpointId);
      if (changes === null) return null;
      return step === null
        ? t('doctor.fix.branchLast', { changes })
        : t('doctor.fix.branch', { step: integer(step), changes });
    }
    case 'new-run': {
      const changes = changesText(fix, judged, locale);
      return changes === null ? null : t('doctor.fix.new-run', { changes });
    }
    case 'keep-checkpoint':
      return t('doctor.fix.keep-checkpoint', { step: integer(stepOf(fix.checkpointId) ?? 0) });
    case 'data':
      return null;
  }
}
