/** The place of a plot of functions in its picture, in the units of the picture. */
interface PlotBox {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface FunctionScale {
  size: PlotBox;
  xOf(input: number): number;
  yOf(value: number): number;
  /** The line of a function, as the data of a path. Values above the plot are left out. */
  pathOf(f: (input: number) => number): string;
}

const INPUTS = 240;

/** Lays out the inputs from −reach to reach, and the values between the bounds. */
export function functionScale(
  size: PlotBox,
  { reach, low, high }: { reach: number; low: number; high: number },
): FunctionScale {
  const xOf = (input: number) => size.left + ((input + reach) / (2 * reach)) * (size.width - size.left - size.right);
  const yOf = (value: number) => size.top + ((high - value) / (high - low)) * (size.height - size.top - size.bottom);
  const inputs = Array.from({ length: INPUTS + 1 }, (_, n) => -reach + (2 * reach * n) / INPUTS);
  const pathOf = (f: (input: number) => number) =>
    inputs
      .filter((input) => f(input) <= high)
      .map((input, n) => `${n === 0 ? 'M' : 'L'}${xOf(input).toFixed(1)},${yOf(f(input)).toFixed(1)}`)
      .join('');
  return { size, xOf, yOf, pathOf };
}
