import type { ParityInput } from '../../spec/parity-spec.ts';
import { paddingValue } from './keras-network.ts';

/** A batch as `kerasNetwork` takes it, (B, T) ids or (B, T, F) features. */
export function kerasInput(input: ParityInput, isPadded: boolean): Int32Array | Float32Array {
  const { ids, features } = input;
  if (ids !== null) return isPadded ? ids.map((id, n) => (isPadding(input, n) ? 0 : id + 1)) : ids;
  if (features === null) throw new Error('There is nothing to read.');
  const size = features.length / (input.batch * input.steps);
  return features.map((value, n) => (isPadding(input, Math.floor(n / size)) ? paddingValue : value));
}

function isPadding({ steps, lengths }: ParityInput, place: number): boolean {
  return lengths !== null && place % steps >= lengths[Math.floor(place / steps)];
}
