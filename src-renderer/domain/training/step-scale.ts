import type { XAxisKind } from '../../charts/axes/x-axis.ts';
import type { RunEventRecord, RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { lowerBound } from '../../charts/lines/thin.ts';
import type { RunMetrics } from './run-metrics.ts';

/** Between optimizer steps and what an x axis counts. */
export interface StepScale {
  /** Ascending steps as ascending values of x. */
  toX(steps: Float64Array): Float64Array;
  toStep(x: number): number;
}

const identity: StepScale = { toX: (steps) => steps, toStep: (x) => x };

type Run = Pick<RunRecord, 'parent' | 'totalSteps' | 'train' | 'createdAt'>;

/** The scale of one run, from what has been measured so far. */
export function stepScale(
  kind: XAxisKind,
  run: Run,
  metrics: RunMetrics,
  events: readonly RunEventRecord[],
): StepScale {
  switch (kind) {
    case 'step':
      return identity;
    case 'epoch':
      return throughKnots(...epochKnots(run, metrics));
    case 'relative':
      return throughKnots(...timeKnots(metrics, run.parent === null));
    case 'wall': {
      const [steps, elapsed] = timeKnots(metrics, run.parent === null);
      return throughKnots(steps, clockTimes(steps, elapsed, run, events));
    }
  }
}

/** Linear between the knots, which ascend, and beyond them as between the last two. */
function throughKnots(steps: Float64Array, xs: Float64Array): StepScale {
  if (steps.length < 2) return identity;
  return {
    toX: (values) => values.map((value) => interpolate(steps, xs, value)),
    toStep: (x) => interpolate(xs, steps, x),
  };
}

function interpolate(from: Float64Array, to: Float64Array, value: number): number {
  const right = Math.min(Math.max(lowerBound(from, value), 1), from.length - 1);
  const width = from[right] - from[right - 1];
  if (width === 0) return to[right];
  return to[right - 1] + ((value - from[right - 1]) / width) * (to[right] - to[right - 1]);
}

function epochKnots({ parent, totalSteps, train }: Run, { epochs }: RunMetrics): [Float64Array, Float64Array] {
  const steps = Array.from(epochs.column('step'));
  const numbers = Array.from(epochs.column('epoch'));
  if (parent === null) {
    steps.unshift(0);
    numbers.unshift(0);
  }
  // A run that its step limit ends may not reach its last epoch.
  if (totalSteps !== null && train.maxSteps === null && totalSteps > (steps.at(-1) ?? 0)) {
    steps.push(totalSteps);
    numbers.push(Math.max(train.epochs, (numbers.at(-1) ?? 0) + 1e-6));
  }
  return [Float64Array.from(steps), Float64Array.from(numbers)];
}

function timeKnots({ steps }: RunMetrics, fromZero: boolean): [Float64Array, Float64Array] {
  const own = steps.column('step');
  const elapsed = steps.column('elapsedMs');
  if (!fromZero) return [own, elapsed];
  return [Float64Array.of(0, ...own), Float64Array.of(0, ...elapsed)];
}

/** Each stretch of training begins at an event; without any, as of old runs, training is taken to have gone on without a pause. */
function clockTimes(
  steps: Float64Array,
  elapsed: Float64Array,
  run: Run,
  events: readonly RunEventRecord[],
): Float64Array {
  const starts = events.filter(({ kind }) => kind === 'begin' || kind === 'continue');
  // Steps repeated after a crash belong to the later start.
  const valid = starts.filter((start, index) => starts.slice(index + 1).every(({ step }) => step > start.step));
  let next = 0;
  let base = { at: run.createdAt, elapsedMs: elapsed[0] ?? 0 };
  let previous = -Infinity;
  return steps.map((step, index) => {
    while (next < valid.length && valid[next].step <= step) base = valid[next++];
    // Clocks can be set back; the axis must not be.
    previous = Math.max(previous, base.at + (elapsed[index] - base.elapsedMs));
    return previous;
  });
}
