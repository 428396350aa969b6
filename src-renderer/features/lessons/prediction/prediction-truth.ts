import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { formatFigure } from '../figure-format.ts';
import type { Prediction, PredictionValue } from '../lesson-page.ts';

/** Returns what a question is answered with before anything has been chosen: null where that is no answer yet. */
export function firstValue(prediction: Prediction): PredictionValue | null {
  switch (prediction.kind) {
    case 'slider':
      return prediction.start;
    case 'choice':
      return null;
    case 'drawing':
      return prediction.x.map(() => prediction.start);
  }
}

/** Tells whether a kept value is an answer to the question: lessons change, and what was kept stays. */
export function answers(prediction: Prediction, value: PredictionValue): boolean {
  switch (prediction.kind) {
    case 'slider':
      return typeof value === 'number';
    case 'choice':
      return typeof value === 'string' && prediction.options.includes(value);
    case 'drawing':
      return Array.isArray(value) && value.length === prediction.x.length;
  }
}

/** A prediction beside the truth, each in words. */
export type Verdict =
  | { kind: 'values'; predicted: string; found: string; isRight: boolean | null }
  /**
   * The mean distance between a drawing and the curve, of shares in percentage points; where the axis is logarithmic, the factor by
   * which they differ. Null where the curve is not there.
   */
  | { kind: 'distance' | 'points' | 'factor'; distance: number | null };

/** Compares a prediction with the outcome. */
export function judge(
  prediction: Prediction,
  value: PredictionValue,
  outcome: LessonOutcome,
  { label, locale }: { label: (path: string) => string; locale: Locale },
): Verdict {
  if (prediction.kind === 'drawing') {
    const distance = Array.isArray(value) ? distanceOf(prediction, value, outcome) : null;
    if (prediction.logarithmic === true) return { kind: 'factor', distance };
    return prediction.format === 'percent'
      ? { kind: 'points', distance: distance === null ? null : 100 * distance }
      : { kind: 'distance', distance };
  }
  if (prediction.kind === 'choice') {
    const truth = prediction.truth(outcome);
    const named = (option: string) => label(`prediction.options.${option}`);
    return { kind: 'values', predicted: named(String(value)), found: named(truth), isRight: truth === value };
  }
  const format = (number: number) => formatFigure(number, prediction.format, locale);
  const found = outcome.figures[prediction.truth] ?? Number.NaN;
  return { kind: 'values', predicted: format(Number(value)), found: format(found), isRight: null };
}

function distanceOf(
  { x, curve, logarithmic = false }: Extract<Prediction, { kind: 'drawing' }>,
  drawn: readonly number[],
  { curves }: LessonOutcome,
): number | null {
  const truth = curves[curve];
  if (truth === undefined) return null;
  const height = (value: number) => (logarithmic ? Math.log(value) : value);
  const distances = x.map((place, n) => Math.abs(height(drawn[n] ?? Number.NaN) - height(valueNear(truth, place))));
  const known = distances.filter((distance) => Number.isFinite(distance));
  if (known.length === 0) return null;
  const mean = known.reduce((sum, distance) => sum + distance, 0) / known.length;
  return logarithmic ? Math.exp(mean) : mean;
}

/** The value of a curve at a place, on a straight line between its neighbours. */
function valueNear({ x, y }: { x: readonly number[]; y: readonly number[] }, place: number): number {
  const after = x.findIndex((each) => each >= place);
  if (after < 0) return y.at(-1) ?? Number.NaN;
  const [right = place, high = Number.NaN] = [x[after], y[after]];
  if (after === 0 || right === place) return high;
  const [left = place, low = Number.NaN] = [x[after - 1], y[after - 1]];
  return low + ((place - left) / (right - left)) * (high - low);
}

/** The prediction in words; empty for a drawing, which is shown. */
export function predictionText(
  prediction: Prediction,
  value: PredictionValue,
  { label, locale }: { label: (path: string) => string; locale: Locale },
): string {
  if (prediction.kind === 'slider') return formatFigure(Number(value), prediction.format, locale);
  return prediction.kind === 'choice' ? label(`prediction.options.${String(value)}`) : '';
}
