import type { Locale } from '../../locales/use-locale.ts';
import type { ChartLine } from '../lines/chart-line.ts';

/** Describes a chart in sentences for people who cannot see it. Background lines of other lines are left out. */
export function summarize(
  lines: readonly ChartLine[],
  formatY: (value: number) => string,
  /** An x within a sentence. */
  phraseX: (value: number) => string,
  t: Locale['t'],
): string {
  const sentences = lines
    .filter((line) => line.opacity === 1)
    .map((line) => {
      const range = rangeOf(line);
      const beyond = line.y.includes(Infinity) ? t('charts.infinite', { label: line.label }) : null;
      if (range === null) return beyond ?? t('charts.noValues', { label: line.label });
      const summary = t('charts.summary', {
        label: line.label,
        first: formatY(line.y[range.first]),
        last: formatY(line.y[range.last]),
        lastX: phraseX(line.x[range.last]),
        lowest: formatY(line.y[range.lowest]),
        lowestX: phraseX(line.x[range.lowest]),
      });
      return beyond === null ? summary : `${summary} ${beyond}`;
    });
  return sentences.join(' ');
}

/** Indices of a line's first, last and lowest value; null where it has none. */
function rangeOf(line: ChartLine): { first: number; last: number; lowest: number } | null {
  let range: { first: number; last: number; lowest: number } | null = null;
  for (let i = 0; i < line.y.length; i++) {
    if (!Number.isFinite(line.y[i])) continue;
    range ??= { first: i, last: i, lowest: i };
    range.last = i;
    if (line.y[i] < line.y[range.lowest]) range.lowest = i;
  }
  return range;
}
