import type { RatePoint } from '../../../src-engine/spec/learning-rate-spec.ts';
import { noMarks, type ChartLine, type ChartMarks } from '../../charts/lines/chart-line.ts';
import type { Locale } from '../../locales/use-locale.ts';

const solid = { colour: 'cool', dash: [] as number[], points: false } as const;

/** The smoothed losses, with the raw ones faint behind them. A loss that was no number stands above everything. */
export function rateLines(points: readonly RatePoint[], t: Locale['t']): ChartLine[] {
  const x = Float64Array.from(points, ({ learningRate }) => Math.log10(learningRate));
  const column = (name: 'loss' | 'smoothedLoss') => Float64Array.from(points, (point) => point[name] ?? Infinity);
  return [
    {
      ...solid,
      id: 'smoothed',
      label: t('rateFinder.smoothed'),
      x,
      y: column('smoothedLoss'),
      width: 1.75,
      opacity: 1,
    },
    { ...solid, id: 'raw', label: t('rateFinder.raw'), x, y: column('loss'), width: 1, opacity: 0.35 },
  ];
}

/** The marks of the pick, and of the present rate where it is another rate that the search has reached. */
export function rateMarks(
  { pick, present, points }: { pick: number | null; present: number | null; points: readonly RatePoint[] },
  { t, number }: Pick<Locale, 't' | 'number'>,
): ChartMarks {
  const [first, last] = [points[0]?.learningRate ?? Infinity, points.at(-1)?.learningRate ?? 0];
  const at = (rate: number, label: string) => ({ x: Math.log10(rate), label });
  const isSeen = present !== null && present !== pick && present >= first && present <= last;
  return {
    ...noMarks,
    divisions: [
      ...(isSeen ? [at(present, t('rateFinder.present', { rate: number(present) }))] : []),
      ...(pick === null ? [] : [at(pick, t('rateFinder.pick', { rate: number(pick) }))]),
    ],
  };
}
