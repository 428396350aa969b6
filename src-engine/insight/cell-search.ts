import type { CellMatch, LoopActivations } from '../spec/insight-spec.ts';

/** The `count` units of all gates and states whose values over T tokens follow `property` (T) most closely, in either sense. */
export function searchCells(loops: readonly LoopActivations[], property: Float32Array, count: number): CellMatch[] {
  const matches = loops.flatMap(({ loop, units, variables }) =>
    variables.flatMap(({ variable, values }) =>
      Array.from({ length: units }, (_, unit): CellMatch => {
        return { loop, variable, unit, correlation: correlate(values, unit, units, property) };
      }),
    ),
  );
  return matches.toSorted((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation)).slice(0, count);
}

/** Pearson's correlation of a column of `values` (T, units) with `property` (T); 0 where one of them never changes. */
function correlate(values: Float32Array, unit: number, units: number, property: Float32Array): number {
  const count = property.length;
  let meanX = 0;
  let meanY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let t = 0; t < count; t++) {
    // Welford's recurrences: a cell that stays near a large value still has its small changes.
    const dx = values[t * units + unit] - meanX;
    const dy = property[t] - meanY;
    meanX += dx / (t + 1);
    meanY += dy / (t + 1);
    const dyAfter = property[t] - meanY;
    squaresX += dx * (values[t * units + unit] - meanX);
    squaresY += dy * dyAfter;
    products += dx * dyAfter;
  }
  const scale = Math.sqrt(squaresX * squaresY);
  return scale === 0 ? 0 : products / scale;
}
