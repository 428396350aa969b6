import type { MetricFacts } from '../../../../src-engine/tasks/facts.ts';
import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import { seriesStyle } from '../../../charts/lines/series.ts';
import { smooth } from '../../../charts/panel/smooth.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import type { RunMetrics, StepColumns } from '../../../domain/training/run-metrics.ts';
import type { StepScale } from '../../../domain/training/step-scale.ts';

const solid = { width: 1.75, dash: [], opacity: 1, points: false };
const faint = { width: 1, dash: [], opacity: 0.35, points: false };

/** The data that a training's lines are made from. */
export interface LineSource {
  /** The steps of the visible range. */
  steps: StepColumns;
  epochs: RunMetrics['epochs'];
  scale: StepScale;
  /** In steps. */
  halfLife: number;
  hasValidation: boolean;
  t: Locale['t'];
}

/** Loss in nats, or anything computed from it value by value: smoothed training, validation, and the raw values behind them. */
export function lossLines(source: LineSource, transform: (loss: number) => number): ChartLine[] {
  const { steps, epochs, scale, halfLife, hasValidation, t } = source;
  const x = scale.toX(steps.column('step'));
  const loss = steps.column('loss');
  const label = t('dashboard.train');
  const raw: ChartLine = { id: 'raw', label, colour: 'cool', x, y: loss.map(transform), ...solid };
  const validation: ChartLine[] = !hasValidation
    ? []
    : [
        {
          id: 'validation',
          label: t('dashboard.validation'),
          colour: 'text',
          x: scale.toX(epochs.column('step')),
          y: epochs.column('validationLoss').map(transform),
          ...solid,
          dash: [5, 3],
          points: true,
        },
      ];
  if (halfLife === 0) return [...validation, raw];
  // Averaged as loss and transformed afterwards: the mean of e^loss is not the perplexity of the mean loss.
  const smoothed = smooth(steps.column('step'), loss, halfLife).map(transform);
  return [{ ...raw, id: 'smoothed', y: smoothed }, ...validation, { ...raw, ...faint, label: t('dashboard.raw') }];
}

/** A line for each of these scores of the validation part; a single one looks as validation does everywhere. */
export function scoreLines({ epochs, scale, t }: LineSource, metrics: readonly MetricFacts[]): ChartLine[] {
  return metrics.map(({ name }, index) => ({
    id: name,
    label: t(`metrics.${name}`),
    x: scale.toX(epochs.column('step')),
    y: epochs.column(name),
    ...solid,
    points: true,
    ...(metrics.length === 1 ? { colour: 'text' as const, dash: [5, 3] } : seriesStyle(index)),
  }));
}

/** A column as it is, and smoothed above it. */
export function smoothedLines(
  source: LineSource,
  column: 'gradientNorm' | 'tokensPerSecond',
  label: string,
): ChartLine[] {
  const { steps, scale, halfLife, t } = source;
  const own = steps.column('step');
  const y = steps.column(column);
  const raw: ChartLine = { id: 'raw', label, colour: 'cool', x: scale.toX(own), y, ...solid };
  if (halfLife === 0) return [raw];
  return [
    { ...raw, id: 'smoothed', y: smooth(own, y, halfLife) },
    { ...raw, ...faint, label: t('dashboard.raw') },
  ];
}

export function learningRateLines({ steps, scale, t }: LineSource): ChartLine[] {
  const x = scale.toX(steps.column('step'));
  const y = steps.column('learningRate');
  return [{ id: 'rate', label: t('dashboard.learningRate'), colour: 'cool', x, y, ...solid }];
}
