import type { SampleLeak } from '../spec/data-measurements.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { findNearDuplicates } from './near-duplicates.ts';

/**
 * Counts the samples of the validation part that also occur, or nearly occur, in the training part. May be cancelled,
 * see `runInPieces`.
 */
export async function measureSampleLeak(
  training: readonly Int32Array[],
  validation: readonly Int32Array[],
  { areTokens }: { areTokens: boolean },
  interruptible: Interruptible,
): Promise<SampleLeak> {
  const counts = new Map<string, number>();
  for (const sample of training) {
    const key = keyOf(sample);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const others = validation.filter((sample) => !counts.has(keyOf(sample)));
  const near = areTokens ? await findNearDuplicates(others, training, interruptible) : [];
  return {
    training: training.length,
    validation: validation.length,
    duplicates: validation.length - others.length,
    nearDuplicates: near.filter(Boolean).length,
    repeatedInTraining: Array.from(counts.values()).reduce((sum, count) => sum + (count > 1 ? count : 0), 0),
  };
}

/** Short samples are their own key; two hashes and the length stand for long ones. */
function keyOf(sample: Int32Array): string {
  if (sample.length <= 32) return sample.join();
  let a = 0x811c9dc5;
  let b = 0;
  for (const value of sample) {
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b ^ value, 0x85ebca6b) + (b >>> 13);
    b |= 0;
  }
  return `${sample.length} ${a} ${b}`;
}
