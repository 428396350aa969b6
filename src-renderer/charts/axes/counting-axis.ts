import { linearTicks } from './ticks.ts';
import type { XAxis } from './x-axis.ts';

/** Whole numbers under a name: places in a text, lags, ranks. */
export const countingAxis = (name: string, phrase: (x: number) => string, format: (x: number) => string): XAxis => ({
  kind: 'step',
  name,
  format: (x) => format(Math.round(x)),
  phrase: (x) => phrase(Math.round(x)),
  formatTick: format,
  ticks: (min, max, most) => linearTicks(min, max, most).filter(Number.isInteger),
});
