/** Compares the lag at which the gradient has nearly died away with the length over which training lets it flow. */
export type MemoryAdvice =
  /** It is alive at the end of what training sees, so that a longer sequence would teach more. */
  | { kind: 'longer'; suggested: number }
  /** Most of the sequence is gone through for nothing. */
  | { kind: 'shorter'; suggested: number }
  /** The gradient grows on its way back, or the training exploded: no length helps. */
  | { kind: 'exploded' }
  | { kind: 'fits' };

/** A gradient that becomes so many times as long on its way back explodes. */
const explodingFactor = 10;

/** Tells whether gradients grow with the lag beyond what training can use; `norms` are by lag. */
export function isExploding(norms: readonly number[]): boolean {
  const [first] = norms;
  if (first === undefined) return false;
  return norms.some((norm) => !Number.isFinite(norm) || norm > explodingFactor * first);
}

/**
 * `span`: the lag from which on 1 % or less is left, null where more is left at all lags that were looked at; `sequenceLength`: steps of
 * truncated backpropagation through time.
 */
export function adviseOnMemory(
  span: number | null,
  sequenceLength: number,
  { hasExploded }: { hasExploded: boolean },
): MemoryAdvice {
  if (hasExploded) return { kind: 'exploded' };
  if (span === null) return { kind: 'longer', suggested: sequenceLength * 2 };
  if (span > sequenceLength) return { kind: 'longer', suggested: roundedUp(span) };
  if (span < sequenceLength / 2) return { kind: 'shorter', suggested: roundedUp(span * 1.25) };
  return { kind: 'fits' };
}

/** To a length that a person would choose. */
const roundedUp = (length: number) => Math.max(5, Math.ceil(length / 5) * 5);
