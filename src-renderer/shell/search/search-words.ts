import type { MessageKey } from '../../locales/messages.ts';
import { inEveryLanguage, useLocale } from '../../locales/use-locale.ts';

/** Every word by which the thing of this title is found: the title and its further words, in all languages. */
export function searchWords(title: MessageKey): string[] {
  const further = `search.words.${title}`;
  const lists = useLocale().has(further) ? inEveryLanguage(further) : [];
  return [...inEveryLanguage(title), ...lists.flatMap((list) => list.split(/[,、]\s*/))];
}
