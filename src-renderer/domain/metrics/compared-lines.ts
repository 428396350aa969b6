import type { MetricName } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { ChartLine } from '../../charts/lines/chart-line.ts';
import { seriesStyle } from '../../charts/lines/series.ts';
import { halfLifeFor, smooth } from '../../charts/panel/smooth.ts';
import type { XAxisKind } from '../../charts/axes/x-axis.ts';
import { bitsPerCharacter, type Measure } from '../training/comparable-loss.ts';
import { divergenceEnd, withEnd } from '../training/divergence-end.ts';
import { stepScale } from '../training/step-scale.ts';
import type { MeasuredRun } from '../training/run-metrics.ts';

const look = { width: 1.75, opacity: 1 };

/** Losses of a run in the measure in which the runs compare, and in nats where they do not. */
function compared(losses: Float64Array, run: RunRecord, measure: Measure): Float64Array {
  if (measure.by !== 'bits') return losses;
  const perNat = bitsPerCharacter(1, run) ?? NaN;
  return losses.map((loss) => loss * perNat);
}

interface LinePoints {
  steps: Float64Array;
  values: Float64Array;
  /** Whether each value has a point of its own, as those of epochs have. */
  points: boolean;
}

/** The line of the nth run, which has the nth colour, dash and marker everywhere. */
const lineOf = (
  { run, metrics }: MeasuredRun,
  index: number,
  kind: XAxisKind,
  { steps, values, points }: LinePoints,
): ChartLine => ({
  id: run.id,
  label: run.name,
  x: stepScale(kind, run, metrics, []).toX(steps),
  y: values,
  ...look,
  points,
  ...seriesStyle(index),
});

/** A line a run: its smoothed training loss. */
export const trainingLines = (runs: readonly MeasuredRun[], kind: XAxisKind, measure: Measure): ChartLine[] =>
  runs.map((measured, index) => {
    const { run, metrics } = measured;
    const own = metrics.steps.column('step');
    const smoothed = smooth(own, metrics.steps.column('loss'), halfLifeFor(run.totalSteps ?? 0));
    const { steps, values } = withEnd(own, smoothed, divergenceEnd(run.outcome), 'loss');
    return lineOf(measured, index, kind, { steps, values: compared(values, run, measure), points: false });
  });

/** One of its scores, epoch by epoch. */
export const scoreLines = (runs: readonly MeasuredRun[], kind: XAxisKind, score: MetricName): ChartLine[] =>
  runs.map((measured, index) => {
    const { epochs } = measured.metrics;
    return lineOf(measured, index, kind, { steps: epochs.column('step'), values: epochs.column(score), points: true });
  });

/** Its validation loss, epoch by epoch. */
export const validationLines = (runs: readonly MeasuredRun[], kind: XAxisKind, measure: Measure): ChartLine[] =>
  runs.map((measured, index) => {
    const { run, metrics } = measured;
    const { epochs } = metrics;
    const end = divergenceEnd(run.outcome);
    const { steps, values } = withEnd(epochs.column('step'), epochs.column('validationLoss'), end, 'validation-loss');
    return lineOf(measured, index, kind, { steps, values: compared(values, run, measure), points: true });
  });

/**
 * Its perplexity, of the validation part where it was measured, else of the training: of a token, or of a character where the runs
 * compare by bits.
 */
export function perplexityLines(runs: readonly MeasuredRun[], kind: XAxisKind, measure: Measure): ChartLine[] {
  const validated = validationLines(runs, kind, measure);
  const trained = trainingLines(runs, kind, measure);
  const base = measure.by === 'bits' ? 2 : Math.E;
  return validated.map((line, index) => {
    const { x, y } = line.y.some((loss) => !Number.isNaN(loss)) ? line : (trained[index] ?? line);
    return { ...line, x, y: y.map((loss) => base ** loss) };
  });
}
