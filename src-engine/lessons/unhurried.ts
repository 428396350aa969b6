import type { Interruptible } from '../spec/interruptible.ts';

/** Work that is so short that nobody needs to end it half-way takes this. */
export const unhurried: Interruptible = {
  signal: { aborted: false },
  yieldToEventLoop: () => Promise.resolve(),
};
