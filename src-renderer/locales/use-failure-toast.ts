import { showToast } from '../ui/messages/toasts.ts';
import { useLocale } from './use-locale.ts';

/** Returns what tells an error that belongs to no place on the screen. */
export function useFailureToast(): (error: unknown) => void {
  const { errorText } = useLocale();
  return (error) => void showToast('failed', errorText(error));
}
