import type { Interruptible } from '../spec/interruptible.ts';

/** Is for work so short that nobody needs to end it half-way. */
export const unhurried: Interruptible = {
  signal: { aborted: false },
  yieldToEventLoop: () => Promise.resolve(),
};
