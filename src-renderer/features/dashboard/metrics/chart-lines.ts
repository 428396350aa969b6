import type { MetricFacts } from '../../../../src-engine/tasks/facts.ts';
import type { ChartLine } from '../../../charts/lines/chart-line.ts';
import { seriesStyle } from '../../../charts/lines/series.ts';
import { smooth } from '../../../charts/panel/smooth.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import type { RunMetrics, StepColumns } from '../../../domain/training/run-metrics.ts';
import { withEnd, type DivergenceEnd } from '../../../domain/training/divergence-end.ts';
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
  /** The figure with which the training diverged; null where it did not. */
  end: DivergenceEnd | null;
  t: Locale['t'];
}

/** Loss in nats, or anything computed from it value by value: smoothed training, validation, and the raw values behind them. */
export function lossLines(source: LineSource, transform: (loss: number) => number): ChartLine[] {
  const { steps, epochs, scale, halfLife, hasValidation, end, t } = source;
  const own = steps.column('step');
  const loss = steps.column('loss');
  const trained = withEnd(own, loss, end, 'loss');
  const validated = withEnd(epochs.column('step'), epochs.column('validationLoss'), end, 'validation-loss');
  const x = scale.toX(trained.steps);
  const label = t('dashboard.train');
  const raw: ChartLine = { id: 'raw', label, colour: 'cool', x, y: trained.values.map(transform), ...solid };
  const validation: ChartLine[] = !hasValidation
    ? []
    : [
        {
          id: 'validation',
          label: t('dashboard.validation'),
          colour: 'text',
          x: scale.toX(validated.steps),
          y: validated.values.map(transform),
          ...solid,
          dash: [5, 3],
          points: true,
        },
      ];
  if (halfLife === 0) return [...validation, raw];
  // Averaged as loss and transformed afterwards: the mean of e^loss is not the perplexity of the mean loss.
  // Infinite values at the end stay as they are: a mean with one says nothing.
  const smoothed = withEnd(own, smooth(own, loss, halfLife), end, 'loss').values.map(transform);
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
  const { steps, scale, halfLife, end, t } = source;
  const own = steps.column('step');
  const y = steps.column(column);
  const ended = (values: Float64Array) => withEnd(own, values, column === 'gradientNorm' ? end : null, 'gradient');
  const x = scale.toX(ended(y).steps);
  const raw: ChartLine = { id: 'raw', label, colour: 'cool', x, y: ended(y).values, ...solid };
  if (halfLife === 0) return [raw];
  return [
    { ...raw, id: 'smoothed', y: ended(smooth(own, y, halfLife)).values },
    { ...raw, ...faint, label: t('dashboard.raw') },
  ];
}

export function learningRateLines({ steps, scale, t }: LineSource): ChartLine[] {
  const x = scale.toX(steps.column('step'));
  const y = steps.column('learningRate');
  return [{ id: 'rate', label: t('dashboard.learningRate'), colour: 'cool', x, y, ...solid }];
}
