import type { Locale } from '../../locales/use-locale.ts';
import { linearTicks, timeTicks } from './ticks.ts';

export const xAxisKinds = ['step', 'epoch', 'relative', 'wall'] as const;

/** The axes of a training's charts: optimizer steps, epochs, training time since the start, or the clock. */
export type XAxisKind = (typeof xAxisKinds)[number];

export interface XAxis {
  kind: XAxisKind;
  /** Names the axis as the heading of a column. */
  name: string;
  /** One value, exactly. */
  format(x: number): string;
  /** One value within a sentence: “step 1,200”. */
  phrase(x: number): string;
  formatTick(x: number): string;
  ticks(min: number, max: number, most: number): number[];
  /** Writes one value for a file; as the number that it is where this is left out. */
  write?(x: number): string | number;
}

export function createXAxis(
  kind: XAxisKind,
  { t, integer, number, compact, duration, clock, dateTime }: Locale,
): XAxis {
  const name = t(`charts.axes.${kind}`);
  switch (kind) {
    case 'step':
      return {
        kind,
        name,
        format: integer,
        phrase: (x) => t('charts.atStep', { step: integer(x) }),
        formatTick: compact,
        // There is no half a step.
        ticks: (min, max, most) => linearTicks(min, max, most).filter(Number.isInteger),
      };
    case 'epoch': {
      const format = (x: number) => number(Math.round(x * 100) / 100);
      const phrase = (x: number) => t('dashboard.atEpoch', { epoch: format(x) });
      return { kind, name, format, phrase, formatTick: format, ticks: linearTicks };
    }
    case 'relative':
      return { kind, name, format: duration, phrase: duration, formatTick: duration, ticks: timeTicks };
    case 'wall': {
      const offset = -new Date().getTimezoneOffset() * 60_000;
      const ticks = (min: number, max: number, most: number) => timeTicks(min, max, most, offset);
      return { kind, name, format: dateTime, phrase: dateTime, formatTick: clock, ticks };
    }
  }
}
