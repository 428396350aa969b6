import { computed, type ComputedRef } from 'vue';
import { useLocale } from '../../../locales/use-locale.ts';
import type { Columns } from './use-columns.ts';
import type { ManyTexts } from './use-many-texts.ts';

/** Tells the progress of several texts that are written at once, then their end; empty before the first ones. */
export function useManyStatus({ asked, texts, running, summary, tokensPerSecond }: ManyTexts): ComputedRef<string> {
  const { t, integer, compact } = useLocale();
  return computed(() => {
    const longest = Math.max(0, ...texts.value.map(({ tokens }) => tokens));
    if (running.value) {
      const values = { n: integer(longest), length: integer(asked.value?.length ?? 0) };
      if (tokensPerSecond.value === null) return t('playground.writingMany', values);
      return t('playground.writingManyAt', { ...values, rate: compact(tokensPerSecond.value) });
    }
    if (summary.value === null) return '';
    const count = texts.value.length;
    const rate = compact(summary.value.tokensPerSecond);
    return t('playground.wroteMany', { n: integer(count), rate }, count);
  });
}

/** Which of several texts that are compared is being written. */
export function useColumnsStatus({ columns, running }: Columns): ComputedRef<string> {
  const { t, integer } = useLocale();
  return computed(() => {
    if (!running.value) return '';
    const begun = columns.value.filter(({ text, error }) => text !== '' || error !== null).length;
    return t('playground.writingColumn', { n: integer(Math.max(1, begun)), count: integer(columns.value.length) });
  });
}
