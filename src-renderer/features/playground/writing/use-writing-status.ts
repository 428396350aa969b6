import { computed, type ComputedRef } from 'vue';
import { useLocale } from '../../../locales/use-locale.ts';
import type { Generation } from './use-generation.ts';
import type { Columns } from '../many-texts/use-columns.ts';
import type { ManyTexts } from '../many-texts/use-many-texts.ts';

/** Tells the progress of a text, then its end, in a sentence; empty before the first one. */
export function useWritingStatus({
  running,
  summary,
  tokenCount,
  tokensPerSecond,
}: Pick<Generation<never>, 'running' | 'summary' | 'tokenCount' | 'tokensPerSecond'>): ComputedRef<string> {
  const { t, has, integer, compact } = useLocale();
  return computed(() => {
    if (running.value) {
      const n = integer(tokenCount.value);
      if (tokensPerSecond.value === null) return t('playground.writing', { n });
      return t('playground.writingAt', { n, rate: compact(tokensPerSecond.value) });
    }
    if (summary.value === null) return '';
    const { end } = summary.value;
    const key = `playground.ends.${end}`;
    return t('playground.wrote', {
      n: integer(tokenCount.value),
      rate: compact(summary.value.tokensPerSecond),
      end: has(key) ? t(key) : end,
    });
  });
}

/** The same of several texts at once. */
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
