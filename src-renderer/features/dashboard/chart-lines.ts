import type { ChartLine } from '../../charts/chart-line.ts';
import { smooth } from '../../charts/smooth.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { RunMetrics } from './run-metrics.ts';

const solid = { width: 1.75, dash: [], opacity: 1, points: false };
const faint = { width: 1, dash: [], opacity: 0.35, points: false };

/** Loss in nats, or anything computed from it value by value: smoothed training, validation, and the raw values behind them. */
export function lossLines(
  metrics: RunMetrics,
  options: { halfLife: number; hasValidation: boolean; transform: (loss: number) => number },
  t: Locale['t'],
): ChartLine[] {
  const { halfLife, hasValidation, transform } = options;
  const x = metrics.steps.column('step');
  const loss = metrics.steps.column('loss');
  const raw: ChartLine = {
    id: 'raw',
    label: t('dashboard.train'),
    colour: 'accent',
    x,
    y: loss.map(transform),
    ...solid,
  };
  const validation: ChartLine[] = !hasValidation
    ? []
    : [
        {
          id: 'validation',
          label: t('dashboard.validation'),
          colour: 'text',
          x: metrics.epochs.column('step'),
          y: metrics.epochs.column('validationLoss').map(transform),
          ...solid,
          dash: [5, 3],
          points: true,
        },
      ];
  if (halfLife === 0) return [...validation, raw];
  // Averaged as loss and transformed afterwards: the mean of e^loss is not the perplexity of the mean loss.
  const smoothed = smooth(x, loss, halfLife).map(transform);
  return [{ ...raw, id: 'smoothed', y: smoothed }, ...validation, { ...raw, ...faint, label: t('dashboard.raw') }];
}

export function gradientNormLines(metrics: RunMetrics, halfLife: number, t: Locale['t']): ChartLine[] {
  const x = metrics.steps.column('step');
  const y = metrics.steps.column('gradientNorm');
  const raw: ChartLine = { id: 'raw', label: t('dashboard.gradientNorm'), colour: 'accent', x, y, ...solid };
  if (halfLife === 0) return [raw];
  return [
    { ...raw, id: 'smoothed', y: smooth(x, y, halfLife) },
    { ...raw, ...faint, label: t('dashboard.raw') },
  ];
}

export function learningRateLines(metrics: RunMetrics, t: Locale['t']): ChartLine[] {
  const x = metrics.steps.column('step');
  const y = metrics.steps.column('learningRate');
  return [{ id: 'rate', label: t('dashboard.learningRate'), colour: 'accent', x, y, ...solid }];
}
