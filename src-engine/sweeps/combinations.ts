import type { SweptName, SweptValue, SweptValues } from './swept-values.ts';

export type SweptAxis = readonly [SweptName, readonly SweptValue[]];

/** Every value of each setting with every value of the others. */
export function gridOf(axes: readonly SweptAxis[]): SweptValues[] {
  return axes.reduce<SweptValues[]>(
    (combined, [name, values]) =>
      combined.flatMap((others) => values.map((value): SweptValues => ({ ...others, [name]: value }))),
    [{}],
  );
}

/** `count` different ones of the grid, by chance; the same seed draws the same (mulberry32). */
export function randomOf(axes: readonly SweptAxis[], count: number, seed: number): SweptValues[] {
  const rest = gridOf(axes);
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const chosen: SweptValues[] = [];
  while (chosen.length < count && rest.length > 0) {
    chosen.push(...rest.splice(Math.floor(draw() * rest.length), 1));
  }
  return chosen;
}
