import { fileNameOf } from '../charts/files/save-file.ts';
import { useFileDelivery } from '../charts/files/use-file-delivery.ts';
import { useStudio } from '../client/studio.ts';
import { language } from '../locales/language.ts';
import { useLocale } from '../locales/use-locale.ts';
import { showToast } from '../ui/messages/toasts.ts';

/** Writes a report of a run, or of several that are compared, in the language of the window, and hands it to the person as a file. */
export function useReport() {
  const { client } = useStudio();
  const { t } = useLocale();
  const { save, share, isPending } = useFileDelivery();
  const nameOf = (title: string) => fileNameOf(title, 'html');

  async function write(runIds: readonly string[]): Promise<Blob> {
    const { writeReport } = await import('./write-report.ts');
    const text = await writeReport(client, { runIds, language: language.value, format: 'html', at: Date.now() });
    return new Blob([text], { type: 'text/html' });
  }
  return {
    isPending,
    nameOf,
    async save(runIds: readonly string[], title: string): Promise<void> {
      const name = nameOf(title);
      const delivered = await save(name, () => write(runIds));
      if (delivered?.type === 'saved') showToast('done', t('report.saved', { path: delivered.path }));
      if (delivered?.type === 'downloaded') showToast('done', t('report.downloaded', { name }));
    },
    /** Null where the system has no menu for that. */
    share: share && ((runIds: readonly string[], title: string) => share(nameOf(title), () => write(runIds))),
  };
}
