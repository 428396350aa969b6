import { computed, type ComputedRef } from 'vue';
import { useLocale } from '../../locales/use-locale.ts';
import type { Generation } from './use-generation.ts';
import type { ManyTexts } from './use-many-texts.ts';

/** How far a text is, then how it ended, in a sentence; empty before the first one. */
export function useWritingStatus({
  running,
  summary,
  tokenCount,
}: Pick<Generation<never>, 'running' | 'summary' | 'tokenCount'>): ComputedRef<string> {
  const { t, has, integer, compact } = useLocale();
  return computed(() => {
    if (running.value) return t('playground.writing', { n: integer(tokenCount.value) });
    if (summary.value === null) return '';
    const { end, tokensPerSecond } = summary.value;
    const key = `playground.ends.${end}`;
    return t('playground.wrote', {
      n: integer(tokenCount.value),
      rate: compact(tokensPerSecond),
      end: has(key) ? t(key) : end,
    });
  });
}

/** The same of several texts at once. */
export function useManyStatus({ asked, texts, running, summary }: ManyTexts): ComputedRef<string> {
  const { t, integer, compact } = useLocale();
  return computed(() => {
    const longest = Math.max(0, ...texts.value.map(({ tokens }) => tokens));
    if (running.value) {
      return t('playground.writingMany', { n: integer(longest), length: integer(asked.value?.length ?? 0) });
    }
    if (summary.value === null) return '';
    const count = texts.value.length;
    const rate = compact(summary.value.tokensPerSecond);
    return t('playground.wroteMany', { n: integer(count), rate }, count);
  });
}
