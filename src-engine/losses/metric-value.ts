import type { TextUnits } from '../spec/engine-protocol.ts';
import type { MetricFacts, MetricName } from '../tasks/facts.ts';
import { perplexity, textBits } from './perplexity.ts';

/** The measurements of a network on its validation part. */
export interface Measured {
  /** The mean loss, in nats or in squared units; null when nothing is held back. */
  loss: number | null;
  scores: Partial<Record<MetricName, number>>;
}

/**
 * The value of a metric; null means that it was not measured. `units` is the average size of a token, for bits by unit
 * of text.
 */
export function metricValue({ name, from }: MetricFacts, measured: Measured, units: TextUnits | null): number | null {
  const { loss, scores } = measured;
  if (from === 'scores') return scores[name] ?? null;
  if (loss === null) return null;
  switch (name) {
    case 'perplexity':
      return perplexity(loss);
    case 'bitsPerCharacter':
      return units === null ? null : textBits(loss, 1, units).perCharacter;
    case 'bitsPerWord':
      return units === null ? null : textBits(loss, 1, units).perWord;
    case 'bitsPerByte':
      return units === null ? null : textBits(loss, 1, units).perByte;
    default:
      return loss;
  }
}
