import type { DrawingPrediction } from '../lesson-page.ts';

export const drawingBox = { width: 520, height: 262, left: 56, right: 16, top: 28, bottom: 40 } as const;

const { width, height, left, right, top, bottom } = drawingBox;

/** The places of a drawing's points, and the values that its places stand for. */
export interface DrawingScale {
  leftOf(x: number): number;
  topOf(value: number): number;
  valueAt(top: number): number;
  /** The index of the point that is nearest to a place from the left. */
  pointAt(left: number): number;
  /** Returns the value that is so many hundredths of the height above another. */
  moved(value: number, hundredths: number): number;
}

export function drawingScale({ x, minimum, maximum, logarithmic = false }: DrawingPrediction): DrawingScale {
  const first = x[0] ?? 0;
  const last = x.at(-1) ?? 1;
  const shareOf = (value: number) =>
    logarithmic ? Math.log(value / minimum) / Math.log(maximum / minimum) : (value - minimum) / (maximum - minimum);
  const valueOf = (share: number) => {
    const within = Math.min(1, Math.max(0, share));
    const value = logarithmic ? minimum * (maximum / minimum) ** within : minimum + within * (maximum - minimum);
    return Number(value.toPrecision(4));
  };
  const leftOf = (value: number) => left + ((value - first) / (last - first)) * (width - left - right);
  return {
    leftOf,
    topOf: (value) => top + (1 - shareOf(value)) * (height - top - bottom),
    valueAt: (place) => valueOf(1 - (place - top) / (height - top - bottom)),
    pointAt(place) {
      const distances = x.map((value) => Math.abs(leftOf(value) - place));
      return distances.indexOf(Math.min(...distances));
    },
    moved: (value, hundredths) => valueOf(shareOf(value) + hundredths / 100),
  };
}
