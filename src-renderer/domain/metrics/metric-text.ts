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

/** Writes a share on an axis with as many digits as it has, so that small ones are told apart. */
export function shareTick(share: number, number: (value: number) => string): string {
  return `${number(Math.round(share * 1e6) / 1e4)}%`;
}
