import type { ChartLine } from '../../charts/chart-line.ts';
import { seriesStyle } from '../../charts/series.ts';
import { halfLifeFor, smooth } from '../../charts/smooth.ts';
import type { XAxisKind } from '../../charts/x-axis.ts';
import { stepScale } from '../../training/step-scale.ts';
import type { ComparedRun } from './use-runs.ts';

const look = { width: 1.75, opacity: 1 };

/** A line a run: its smoothed training loss. The nth run has the nth colour, dash and marker everywhere. */
export const trainingLines = (runs: readonly ComparedRun[], kind: XAxisKind): ChartLine[] =>
  runs.map(({ run, metrics }, index) => {
    const steps = metrics.steps.column('step');
    return {
      id: run.id,
      label: run.name,
      x: stepScale(kind, run, metrics, []).toX(steps),
      y: smooth(steps, metrics.steps.column('loss'), halfLifeFor(run.totalSteps ?? 0)),
      ...look,
      points: false,
      ...seriesStyle(index),
    };
  });

/** Its validation loss, epoch by epoch. */
export const validationLines = (runs: readonly ComparedRun[], kind: XAxisKind): ChartLine[] =>
  runs.map(({ run, metrics }, index) => ({
    id: run.id,
    label: run.name,
    x: stepScale(kind, run, metrics, []).toX(metrics.epochs.column('step')),
    y: metrics.epochs.column('validationLoss'),
    ...look,
    points: true,
    ...seriesStyle(index),
  }));
