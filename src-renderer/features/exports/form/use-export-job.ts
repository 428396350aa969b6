import { shallowRef, type ShallowRef } from 'vue';
import type { CreateExport, ExportRecord, ExportStage } from '../../../../src-main/contract/export-records.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { guardUnload } from '../../../client/files/guard-unload.ts';
import { exportRequest, requestExport } from '../../../client/requests/export-request.ts';
import { useStudio } from '../../../client/studio.ts';
import { useLocale } from '../../../locales/use-locale.ts';
import { showToast } from '../../../ui/messages/toasts.ts';
import { stagesOf } from './export-choices.ts';

export interface ExportJob {
  run: RunRecord;
  format: CreateExport['format'];
  /** All that it goes through, in order. */
  stages: readonly ExportStage[];
  /** The present stage, or null when the export has only been asked for. */
  stage: ExportStage | null;
}

export interface ExportWork {
  job: Readonly<ShallowRef<ExportJob | null>>;
  failure: ShallowRef<unknown>;
  /** The latest written export, until the dialog has shown it. */
  finished: ShallowRef<ExportRecord | null>;
  start(run: RunRecord, input: CreateExport): Promise<void>;
  cancel(): void;
}

/** One at a time; it goes on when the dialog is closed. */
const job = shallowRef<ExportJob | null>(null);
const failure = shallowRef<unknown>(null);
const finished = shallowRef<ExportRecord | null>(null);
let controller = new AbortController();

export function useExportJob(): ExportWork {
  const { client } = useStudio();
  const { t, errorText } = useLocale();

  async function write(input: CreateExport, signal: AbortSignal): Promise<void> {
    for await (const update of await client.exports.create(input, { signal })) {
      if (update.type === 'exported') finished.value = update.export;
      else if (job.value !== null) job.value = { ...job.value, stage: update.stage };
    }
  }

  const isShown = (run: RunRecord) => exportRequest.value?.runId === run.id;

  return {
    job,
    failure,
    finished,
    async start(run, input) {
      if (job.value !== null) return;
      controller = new AbortController();
      const { signal } = controller;
      job.value = { run, format: input.format, stages: stagesOf(input), stage: null };
      failure.value = null;
      finished.value = null;
      try {
        await guardUnload(write(input, signal));
        if (signal.aborted || isShown(run)) return;
        showToast('done', t('exports.finished', { name: run.name }), {
          label: t('exports.show'),
          run: () => requestExport(run.id),
        });
      } catch (error) {
        if (signal.aborted) return;
        if (isShown(run)) failure.value = error;
        else showToast('failed', t('exports.failedLater', { name: run.name, reason: errorText(error) }));
      } finally {
        job.value = null;
      }
    },
    cancel: () => controller.abort(),
  };
}
