import { useLocale } from '../../locales/use-locale.ts';
import { showToast } from '../../ui/messages/toasts.ts';

/** Puts a text on the clipboard and says whether that was allowed. */
export async function copyText(text: string): Promise<void> {
  const { t } = useLocale();
  try {
    await navigator.clipboard.writeText(text);
    showToast('done', t('playground.copied'));
  } catch {
    showToast('failed', t('playground.copyFailed'));
  }
}
