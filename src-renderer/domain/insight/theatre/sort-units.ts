import { unitRow } from '../reading/read-activations.ts';

export const unitOrders = ['index', 'activity', 'similarity'] as const;
/** Units in the order in which they are shown. */
export type UnitRanking = Int32Array<ArrayBuffer>;
export type UnitOrder = (typeof unitOrders)[number];

/** Returns the order of the units of (H, T) values, by the chosen measure; a unit that leads comes before all others, but for `index`. */
export function sortUnits(
  order: UnitOrder,
  values: Float32Array,
  units: number,
  leading: number | null = null,
): UnitRanking {
  const ranking = rankingOf(order, values, units);
  if (leading === null || order === 'index') return ranking;
  return Int32Array.from([leading, ...ranking.filter((unit) => unit !== leading)]);
}

function rankingOf(order: UnitOrder, values: Float32Array, units: number): UnitRanking {
  switch (order) {
    case 'index':
      return Int32Array.from({ length: units }, (_, unit) => unit);
    case 'activity':
      return byActivity(values, units);
    case 'similarity':
      return bySimilarity(values, units);
  }
}

/** Those first that change the most over the text, by their variance. */
function byActivity(values: Float32Array, units: number): UnitRanking {
  const variances = centred(values, units).map(({ squares }) => squares);
  return Int32Array.from({ length: units }, (_, unit) => unit).sort((a, b) => variances[b] - variances[a] || a - b);
}

/**
 * A walk through the units that goes on, each time, to the one left that is most closely correlated with the last, be it with the same
 * or the opposite sign; it begins at the most active one. Units that never change come last. O(H² T).
 */
function bySimilarity(values: Float32Array, units: number): UnitRanking {
  const rows = centred(values, units);
  const order = new Int32Array(units);
  const left = new Set(byActivity(values, units));
  let last = left.values().next().value ?? 0;
  for (let place = 0; place < units; place++) {
    order[place] = last;
    left.delete(last);
    let nearest = -1;
    let closest = -1;
    for (const unit of left) {
      const closeness = Math.abs(correlation(rows[last], rows[unit]));
      if (closeness > closest) {
        closest = closeness;
        nearest = unit;
      }
    }
    last = nearest;
  }
  return order;
}

interface CentredRow {
  row: Float64Array;
  /** Σ row². */
  squares: number;
}

function centred(values: Float32Array, units: number): CentredRow[] {
  const steps = units === 0 ? 0 : values.length / units;
  return Array.from({ length: units }, (_, unit) => {
    const row = Float64Array.from(unitRow(values, units, unit));
    const mean = row.reduce((sum, value) => sum + value, 0) / Math.max(1, steps);
    let squares = 0;
    for (let step = 0; step < steps; step++) {
      row[step] -= mean;
      squares += row[step] ** 2;
    }
    return { row, squares };
  });
}

function correlation(a: CentredRow, b: CentredRow): number {
  if (a.squares === 0 || b.squares === 0) return 0;
  let product = 0;
  for (let step = 0; step < a.row.length; step++) product += a.row[step] * b.row[step];
  return product / Math.sqrt(a.squares * b.squares);
}

/** (H, T) values with the units in the given order. */
export function unitRows(values: Float32Array, units: number, order: UnitRanking): Float32Array {
  const steps = units === 0 ? 0 : values.length / units;
  const rows = new Float32Array(values.length);
  for (let place = 0; place < units; place++) rows.set(unitRow(values, units, order[place]), place * steps);
  return rows;
}
