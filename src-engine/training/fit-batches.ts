import type { TrainSpec } from '../spec/train-spec.ts';
import { describeShortage } from './language-model-data.ts';

type Batches = Pick<TrainSpec, 'batchSize' | 'sequenceLength'>;

/** The fewest steps that an epoch should have, where the text allows them. */
const FEWEST_STEPS_PER_EPOCH = 8;
/** The length at which sequences stop becoming shorter while the number of lanes can still be reduced. */
const SHORTEST_SEQUENCE = 16;
/** The shortest sequence that teaches anything: a text that needs shorter ones is refused. */
const LEAST_SEQUENCE = 8;
/** The smallest batches that a text is trained in. */
export const smallestBatches: Batches = { batchSize: 1, sequenceLength: LEAST_SEQUENCE };

/**
 * Makes batches small enough for a single text of so many tokens, which is too short for them. Sequences are halved
 * first, then lanes. The settings in `decided`, which a person has chosen, stay. Returns null where no batches would
 * do.
 */
export function fitBatches(
  train: Batches & Pick<TrainSpec, 'validationFraction' | 'batching' | 'seed'>,
  tokens: number,
  decided: Partial<Batches> = {},
): Batches | null {
  const room = ((1 - train.validationFraction) * tokens) / FEWEST_STEPS_PER_EPOCH;
  let batches: Batches = { batchSize: train.batchSize, sequenceLength: train.sequenceLength, ...decided };
  const isTooShort = (): boolean => describeShortage(tokens, { ...train, ...batches }) !== null;
  const halved = (shortest: number): Batches | null => {
    const { batchSize, sequenceLength } = batches;
    if (decided.sequenceLength === undefined && sequenceLength > shortest)
      return { batchSize, sequenceLength: Math.max(shortest, Math.floor(sequenceLength / 2)) };
    if (decided.batchSize === undefined && batchSize > 1)
      return { batchSize: Math.floor(batchSize / 2), sequenceLength };
    return null;
  };
  for (let next = halved(SHORTEST_SEQUENCE); next !== null; next = halved(SHORTEST_SEQUENCE)) {
    if (batches.batchSize * batches.sequenceLength <= room) break;
    batches = next;
  }
  for (let next = halved(LEAST_SEQUENCE); next !== null && isTooShort(); next = halved(LEAST_SEQUENCE)) batches = next;
  return isTooShort() ? null : batches;
}
