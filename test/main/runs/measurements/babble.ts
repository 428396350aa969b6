import { createStream } from '../../../../src-engine/random/stream.ts';

const words = (
  'river stone cloud amber violet north seven paper glass mirror candle winter orchard thunder sleeps under a the and of runs ' +
  'over grey morning lamp harbour kitchen quiet stairs'
).split(' ');

/** Returns this many words in random order. */
export function babble(seed: number, count: number): string {
  const random = createStream(seed, 'babble', 0);
  return Array.from({ length: count }, () => words[random.below(words.length)]).join(' ');
}
