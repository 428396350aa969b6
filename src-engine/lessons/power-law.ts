import type { LessonCurve } from '../spec/lesson-spec.ts';

/** The exponent a of y ≈ c·xᵃ: the slope of the least-squares line through the logarithms. All values are above 0. */
export function exponentOf({ x, y }: LessonCurve): number {
  const logX = x.map(Math.log);
  const logY = y.map(Math.log);
  const meanX = meanOf(logX);
  const meanY = meanOf(logY);
  const products = logX.map((each, n) => (each - meanX) * (logY[n] - meanY));
  const squares = logX.map((each) => (each - meanX) ** 2);
  return meanOf(products) / meanOf(squares);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
