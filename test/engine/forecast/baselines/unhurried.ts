import type { Interruptible } from '../../../../src-engine/spec/interruptible.ts';

/** Nothing else runs, and nobody cancels. */
export const unhurried: Interruptible = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
