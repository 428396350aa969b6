/** The symbols 0 … size − 1 of all documents, one after the other, each with its place in its document. */
export interface Symbols {
  size: number;
  symbols: Int32Array;
  places: Int32Array;
}

export interface Information {
  /** The information in nats, corrected by Miller and Madow, so that it may be a little below 0. */
  nats: number;
  /** The number of pairs of symbols that it was measured on. */
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
 * Returns the mutual information of two symbols `lag` apart, and the part of it that is left where the symbols of
 * `context` at the distances `between` before the later one are known, with 0 < each distance < lag. Corrected as
 * `mutualInformation` is.
 */
export function conditionalInformation(
  { size, symbols, places }: Symbols,
  lag: number,
  { context, between }: { context: Symbols; between: readonly number[] },
): { whole: number; left: number } {
  const knownSize = context.size ** between.length;
  const counts = new Int32Array(size * knownSize * size);
  let pairs = 0;
  for (let n = lag; n < symbols.length; n++) {
    if (places[n] < lag) continue;
    let known = 0;
    for (const distance of between) known = known * context.size + context.symbols[n - distance];
    counts[(symbols[n - lag] * knownSize + known) * size + symbols[n]]++;
    pairs++;
  }
  if (pairs === 0) return { whole: 0, left: 0 };
  const earlier = new Int32Array(size);
  const later = new Int32Array(size);
  const joint = new Int32Array(size * size);
  const known = new Int32Array(knownSize);
  const earlierKnown = new Int32Array(size * knownSize);
  const knownLater = new Int32Array(knownSize * size);
  counts.forEach((count, place) => {
    if (count === 0) return;
    const b = place % size;
    const withKnown = Math.floor(place / size);
    const z = withKnown % knownSize;
    const a = Math.floor(withKnown / knownSize);
    earlier[a] += count;
    later[b] += count;
    joint[a * size + b] += count;
    known[z] += count;
    earlierKnown[withKnown] += count;
    knownLater[z * size + b] += count;
  });
  const entropy = (values: Int32Array) => entropyOf(values, pairs);
  return {
    whole: entropy(earlier) + entropy(later) - entropy(joint),
    left: entropy(earlierKnown) + entropy(knownLater) - entropy(counts) - entropy(known),
  };
}

/** The entropy in nats, with the correction of Miller and Madow. */
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
