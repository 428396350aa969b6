/** Symbols 0 … size − 1 one after the other, each with its place in its document. */
export interface Symbols {
  size: number;
  symbols: Int32Array;
  places: Int32Array;
}

export interface Information {
  /** Nats; corrected by Miller and Madow, so that it may be a little below 0. */
  nats: number;
  /** What it was measured on. */
  pairs: number;
}

/**
 * Returns the mutual information of two symbols of one document, `lag` apart. Entropies are those of the frequencies plus (K − 1)/2N for K
 * values that occur among N (Miller 1955): mutual information of frequencies alone is above 0 where symbols are independent.
 */
export function mutualInformation({ size, symbols, places }: Symbols, lag: number): Information {
  const joint = new Int32Array(size * size);
  let pairs = 0;
  for (let n = lag; n < symbols.length; n++) {
    if (places[n] < lag) continue;
    joint[symbols[n - lag] * size + symbols[n]]++;
    pairs++;
  }
  if (pairs === 0) return { nats: 0, pairs };
  const earlier = new Int32Array(size);
  const later = new Int32Array(size);
  joint.forEach((count, place) => {
    earlier[Math.floor(place / size)] += count;
    later[place % size] += count;
  });
  return { nats: entropyOf(earlier, pairs) + entropyOf(later, pairs) - entropyOf(joint, pairs), pairs };
}

/**
 * Returns the mutual information of two symbols `lag` apart, and what of it is left where the symbol `between` before the later one is known,
 * 0 < between < lag. Corrected as `mutualInformation` is.
 */
export function conditionalInformation(
  { size, symbols, places }: Symbols,
  lag: number,
  between: number,
): { whole: number; left: number } {
  const counts = new Int32Array(size ** 3);
  let pairs = 0;
  for (let n = lag; n < symbols.length; n++) {
    if (places[n] < lag) continue;
    counts[(symbols[n - lag] * size + symbols[n - between]) * size + symbols[n]]++;
    pairs++;
  }
  if (pairs === 0) return { whole: 0, left: 0 };
  const sums = { a: size, b: size, c: size, ab: size ** 2, bc: size ** 2, ac: size ** 2 };
  const of = Object.fromEntries(Object.entries(sums).map(([name, length]) => [name, new Int32Array(length)]));
  counts.forEach((count, place) => {
    if (count === 0) return;
    const c = place % size;
    const b = Math.floor(place / size) % size;
    const a = Math.floor(place / size ** 2);
    of.a[a] += count;
    of.b[b] += count;
    of.c[c] += count;
    of.ab[a * size + b] += count;
    of.bc[b * size + c] += count;
    of.ac[a * size + c] += count;
  });
  const entropy = (values: Int32Array) => entropyOf(values, pairs);
  return {
    whole: entropy(of.a) + entropy(of.c) - entropy(of.ac),
    left: entropy(of.ab) + entropy(of.bc) - entropy(counts) - entropy(of.b),
  };
}

/** Nats, with the correction of Miller and Madow. */
export function entropyOf(counts: Int32Array, total: number): number {
  let sum = 0;
  let occurring = 0;
  for (const count of counts) {
    if (count === 0) continue;
    sum += count * Math.log(count);
    occurring++;
  }
  return Math.log(total) - sum / total + (occurring - 1) / (2 * total);
}
