import type { MetricFacts } from '../../../src-engine/tasks/facts.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** A metric's value as people read it. */
export function metricText({ unit }: Pick<MetricFacts, 'unit'>, value: number, locale: Locale): string {
  const { loss, perplexity, percent } = locale;
  switch (unit) {
    case 'share':
      return percent(value, 1);
    case 'choices':
      return perplexity(value);
    case 'nats':
    case 'squared':
    case 'bits':
    case 'value':
    case 'ratio':
      return loss(value);
  }
}
