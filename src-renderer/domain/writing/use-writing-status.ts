import { computed, type ComputedRef } from 'vue';
import { useLocale } from '../../locales/use-locale.ts';
import type { Generation } from './use-generation.ts';

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
