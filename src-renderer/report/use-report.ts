import { fileNameOf, saveFile } from '../charts/files/save-file.ts';
import { useStudio } from '../client/studio.ts';
import { language } from '../locales/language.ts';
import { useFailureToast } from '../locales/use-failure-toast.ts';
import { useLocale } from '../locales/use-locale.ts';
import { showToast } from '../ui/messages/toasts.ts';
import { useAction } from '../ui/use-action.ts';

/** Writes a report of a run, or of several that are compared, in the language of the window, and hands it to the person as a file. */
export function useReport() {
  const { client } = useStudio();
  const { t } = useLocale();
  return useAction(async (runIds: readonly string[], title: string) => {
    const { writeReport } = await import('./write-report.ts');
    const text = await writeReport(client, { runIds, language: language.value, format: 'html', at: Date.now() });
    const name = fileNameOf(title, 'html');
    saveFile(name, new Blob([text], { type: 'text/html' }));
    showToast('done', t('report.saved', { name }));
  }, useFailureToast());
}
